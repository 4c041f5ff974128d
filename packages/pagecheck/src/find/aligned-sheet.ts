import type { Planes } from '../capture/planes.ts';
import type { Size } from '../paper.ts';
import type { Point } from './homography.ts';

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

/**
 * What became of looking for the approved page in a picture. `code` as in the sheet report. `corners`: top left, top right, bottom right,
 * bottom left of the page as printed, in the upright picture, as shares of its width and height; they may lie outside it.
 */
export type Alignment =
  | {
      readonly found: 'page';
      readonly code: 'expected' | 'unread';
      readonly aligned: AlignedSheet;
      readonly corners: readonly [Point, Point, Point, Point];
    }
  | { readonly found: 'other-page' | 'no-page'; readonly code: 'expected' | 'other' | 'unread' };

/** The corners of an alignment, by a map from millimetres on the sheet to pixels of the picture. */
export function cornersOf(
  { widthMm, heightMm }: Size,
  picture: { readonly width: number; readonly height: number },
  place: (at: Point) => Point,
): readonly [Point, Point, Point, Point] {
  const share = (x: number, y: number): Point => {
    const at = place({ x, y });
    return { x: at.x / picture.width, y: at.y / picture.height };
  };
  return [share(0, 0), share(widthMm, 0), share(widthMm, heightMm), share(0, heightMm)];
}
