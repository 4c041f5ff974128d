import type { Cell } from './cells.ts';
import type { Difference } from './difference.ts';

/** A place that differs, in pixels of page space, before neighbours are joined. */
export interface Suspect extends Cell {
  readonly kind: Difference['kind'];
  readonly strength: number;
  readonly certainty: Difference['certainty'];
  readonly under?: 'finger';
}
