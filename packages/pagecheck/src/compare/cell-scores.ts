import type { Box } from '../paper.ts';

/** How unlike the approved print one cell is, on the page in millimetres. Those that are no difference too: where to look closer first. */
export interface CellScore extends Box {
  /** 0 as approved; from 1 on it is a difference. */
  readonly score: number;
}
