/** A seal as it was filed with the authority (印鉴备案). */
export interface SealSpecimen {
  /** Whatever the caller knows the seal by. */
  readonly id: string;
  /** The text around the ring. */
  readonly faceText: string;
  readonly diameterMm: number;
  /** The filed imprint: a PNG or JPEG, upright, cropped to the outer ring, red on white. Without it only text and size are compared. */
  readonly imprint?: Uint8Array;
}

/** same: this seal. same-text: another seal with the same text. other: another text, size or layout. unsure: cannot be told from this picture. */
export type SealLikeness = 'same' | 'same-text' | 'other' | 'unsure';

/** What a sheet shows of a seal that its edge cuts, as of a seal pressed across the edges of fanned sheets (骑缝章). */
export interface SealPart {
  readonly edge: 'left' | 'right' | 'top' | 'bottom';
  /** The part of the face with ink, across that edge: millimetres from the face's left (or top) as the sheet lies; the whole is 0 to the diameter. */
  readonly fromMm: number;
  readonly toMm: number;
  /** The ink, a gray PNG of the square around the whole face, dark on white, as the sheet lies. For `assembleSeam`. */
  readonly picture: Uint8Array;
}

/** One seal on a sheet, red or a copy in black. */
export interface SealSeen {
  /** Absent: round. Of others only place, size and frame are measured, not the face. */
  readonly shape?: 'oval' | 'square';
  /** Millimetres on the sheet. */
  readonly centreMm: { readonly x: number; readonly y: number };
  /** Absent: the sheet's edge does not cut it. */
  readonly part?: SealPart;
  /** Outer; of an oval or a square the longer side. */
  readonly diameterMm: number;
  /** Clockwise, from upright; null when nothing tells which way up it is. */
  readonly angleDeg: number | null;
  /** Part of the ring that left ink, 0 to 1. */
  readonly coverage: number;
  /** double: pressed twice, a little apart, so that it must not count as one clean impression. */
  readonly strike: 'single' | 'double' | 'unsure';
  /**
   * stamped: seal ink lies on the paper. printed: a printed or copied picture of a seal, told of black and gray ones, and of red ones that
   * show the very grain of the filed imprint's ink. Other red ones are unsure: at 200 dpi the dots of a printer do not show, and newness
   * between two photographs proves red, not ink.
   */
  readonly ink: 'stamped' | 'printed' | 'unsure';
  /** Text read around the ring; null when none is readable. */
  readonly faceText: string | null;
  /** How it compares with the specimen that it is most like; null when no specimen was given. */
  readonly likeness: { readonly specimen: string; readonly is: SealLikeness; readonly score: number } | null;
}
