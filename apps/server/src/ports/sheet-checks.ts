import type { RefusalParams } from './refused.ts';
import type { Upload } from './sheets.ts';

interface Size {
  readonly widthMm: number;
  readonly heightMm: number;
}
interface Point {
  readonly x: number;
  readonly y: number;
}

/** A seal as it was filed with the authority. */
export interface FiledSeal {
  readonly id: string;
  /** The text around its ring. */
  readonly faceText: string;
  readonly diameterMm: number;
  /** The filed imprint, a PNG; without it text and size alone are compared. */
  readonly imprint?: Uint8Array;
}

/** A red seal on a photographed sheet; millimetres on the sheet. */
export interface SealOnPaper {
  readonly centreMm: Point;
  readonly diameterMm: number;
  /** Part of the ring that left ink, 0 to 1. */
  readonly coverage: number;
  readonly strike: 'single' | 'double' | 'unsure';
  readonly ink: 'stamped' | 'printed' | 'unsure';
  /** As read; null when it was not. */
  readonly faceText: string | null;
  /** To the filed seal; null when that could not be compared. */
  readonly likeness: 'same' | 'same-text' | 'other' | 'unsure' | null;
}

/** A sheet laid beside an approved page. */
export interface SheetCompared {
  readonly found: 'page' | 'other-page' | 'no-page';
  readonly isItsCode: boolean;
  /** The page's corners in the upright picture, as shares of its sides; null unless it was found. */
  readonly corners: readonly Point[] | null;
  readonly differences: readonly (Size & {
    readonly kind: 'changed' | 'missing' | 'extra';
    readonly certainty: 'sure' | 'unsure';
    readonly leftMm: number;
    readonly topMm: number;
  })[];
  readonly seals: readonly SealOnPaper[];
}

/** A refusal of the picture, never of what it shows. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly params: RefusalParams };

/** Looks at sheets that anybody photographed. In threads with limits of time and memory; a photo is kept nowhere, not even in a temporary file. */
export interface SheetChecks {
  /** The texts of the codes in a photo; decodes it, so that what is broken is refused here. */
  readCodes(photo: Upload): Promise<Checked<readonly string[]>>;
  /** Compares a photo that was read with an approved page, given as one-page PDF with its code. */
  compare(photo: Upload, page: Uint8Array, seal: FiledSeal | null): Promise<Checked<SheetCompared>>;
  /** The seals on a sheet of which no page is left; null when it cannot be found in the photo. */
  sealsOn(photo: Upload, sheet: Size, seal: FiledSeal | null): Promise<Checked<readonly SealOnPaper[] | null>>;
}
