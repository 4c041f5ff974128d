import type { Box } from '../paper.ts';

/** A part of the sheet that is not as approved: a box in millimetres on the approved page. */
export interface Difference extends Box {
  /** changed: other print stands in place of the approved; missing: approved print is not there; extra: ink where the page is blank. */
  readonly kind: 'changed' | 'missing' | 'extra';
  /** 0 (as approved) to 1 (nothing alike). */
  readonly strength: number;
  /** sure: it is different. unsure: it may be; a person must compare the crops. */
  readonly certainty: 'sure' | 'unsure';
  /** What is read there, where text is readable. */
  readonly text?: { readonly approved: string; readonly seen: string };
  /** All of it lies under a finger that holds the sheet: nothing is known of the print there. Always unsure. */
  readonly under?: 'finger';
}

/** One character, piece of a line or blot of a difference. */
export type DifferencePart = Box & Pick<Difference, 'kind'>;
