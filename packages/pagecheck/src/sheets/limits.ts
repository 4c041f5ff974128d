/** What an upload may cost. Sizes are checked before a file is opened, pages before any is rendered. */
export interface Limits {
  /** Of one file. */
  readonly maxBytes: number;
  /** Of the whole sheet set. */
  readonly maxPages: number;
}

/** Pixels of one picture, in a file or inside a PDF page: A4 in colour at 1,200 dpi and A3 at 800 dpi pass. */
export const MAX_PICTURE_PIXELS = 160_000_000;

/** At which pages that cannot stay vector, and pictures, are fixed. */
export const FIXED_DPI = 200;
