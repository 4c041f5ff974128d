/** A typeset page as data: what stands where, so that one character can be changed and all else stays in its place. Millimetres from the top left. */
export interface Box {
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

export type Face = 'sans' | 'serif' | 'sans-bold' | 'serif-bold';

export interface Run {
  readonly text: string;
  readonly xMm: number;
  /** Of the baseline. */
  readonly yMm: number;
  readonly sizePt: number;
  readonly face: Face;
  /** Red as the heads of official letters are. Default black. */
  readonly isRed?: boolean;
}

/** A straight line. */
export interface Rule {
  readonly fromMm: readonly [number, number];
  readonly toMm: readonly [number, number];
  readonly widthMm: number;
  readonly isRed?: boolean;
}

export interface Form {
  readonly layout: string;
  readonly runs: readonly Run[];
  readonly rules: readonly Rule[];
  /** Runs that belong together, by their places in `runs`: paragraphs, rows. */
  readonly blocks: readonly (readonly number[])[];
  /** Where ink by hand is expected. */
  readonly signature: Box;
  readonly date: Box;
  /** Blank, where nobody should write. */
  readonly free: Box;
  /** Middle of the place for the seal. */
  readonly sealAt: readonly [xMm: number, yMm: number];
}

export const PT_MM = 25.4 / 72;
export const A4 = { widthMm: 210, heightMm: 297 } as const;
