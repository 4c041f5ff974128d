import type { Box, Form } from '../typeset/form.ts';

export type Kind =
  | 'digit'
  | 'character'
  | 'twin'
  | 'added-line'
  | 'added-by-hand'
  | 'covered'
  | 'missing'
  | 'other-filling'
  | 'blank'
  | 'copy-with-hand';

/** One thing that is not as approved. */
export interface Alteration {
  readonly kind: Kind;
  /** Around the ink that differs, on the approved page. */
  readonly box: Box;
  /** Of the print that was changed, or that stands there. */
  readonly sizePt: number;
  readonly from?: string;
  readonly to?: string;
}

export interface Altered {
  readonly form: Form;
  readonly alterations: readonly Alteration[];
}

export function around(boxes: readonly Box[]): Box {
  const leftMm = Math.min(...boxes.map((box) => box.leftMm));
  const topMm = Math.min(...boxes.map((box) => box.topMm));
  const right = Math.max(...boxes.map((box) => box.leftMm + box.widthMm));
  const bottom = Math.max(...boxes.map((box) => box.topMm + box.heightMm));
  return { leftMm, topMm, widthMm: right - leftMm, heightMm: bottom - topMm };
}
