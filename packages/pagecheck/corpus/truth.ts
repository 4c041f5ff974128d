import type { Alteration } from './alter/alteration.ts';
import type { CaptureKind } from './capture/shot.ts';
import type { Condition } from './seals/impression.ts';
import type { Press } from './seals/printed.ts';
import type { Box } from './typeset/form.ts';

/** A seal as it really stands on the sheet. */
export interface SealTruth {
  /** Millimetres on the approved page, and on the paper: printers shift and scale. */
  readonly pageMm: readonly [number, number];
  readonly paperMm: readonly [number, number];
  readonly diameterMm: number;
  /** Clockwise. */
  readonly angleDeg: number;
  readonly text: string;
  /** Which of the specimens it is most like, and how. */
  readonly specimen: string;
  readonly is: 'same' | 'same-text' | 'other';
  readonly ink: 'stamped' | Press;
  /** Printed from the filed imprint, not from some other press. */
  readonly isFiled: boolean;
  readonly condition: Condition;
}

export interface Specimen {
  readonly id: string;
  readonly faceText: string;
  readonly diameterMm: number;
  /** PNG. */
  readonly imprint: Uint8Array;
}

/** All that is known of a sheet. */
export interface Truth {
  readonly seed: number;
  readonly what: string;
  readonly layout: string;
  readonly sizePt: number;
  readonly asPicture: boolean;
  /** Where ink by hand is expected. */
  readonly expectedInk: readonly Box[];
  readonly alterations: readonly Alteration[];
  readonly seals: readonly SealTruth[];
}

/** One picture of a sheet with all that a check is given, and what is true. */
export interface Picture {
  readonly capture: CaptureKind;
  readonly photo: Uint8Array;
  /** The same sheet before the last press, as the same camera saw it; null when nothing was pressed. */
  readonly before: Uint8Array | null;
  readonly page: Uint8Array;
  readonly code: string;
  readonly specimens: readonly Specimen[];
  readonly truth: Truth;
}
