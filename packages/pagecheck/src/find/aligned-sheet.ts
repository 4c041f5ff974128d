import type { Planes } from '../capture/planes.ts';
import type { Size } from '../paper.ts';

/** Of aligned sheets: pixels to the millimetre. */
export const ALIGNED_PX_PER_MM = 8;

/** A sheet brought onto its approved page: the same index of every plane is the same place of the paper. */
export interface AlignedSheet {
  readonly sheet: Size;
  readonly pxPerMm: number;
  /** As rendered: what should be there. */
  readonly approved: Planes;
  /** As photographed or scanned, light and colours as they are; 0 where the picture does not reach. */
  readonly seen: Planes;
}

/** What became of looking for the approved page in a picture. `code` as in the sheet report. */
export type Alignment =
  | { readonly found: 'page'; readonly code: 'expected' | 'unread'; readonly aligned: AlignedSheet }
  | { readonly found: 'other-page' | 'no-page'; readonly code: 'expected' | 'other' | 'unread' };
