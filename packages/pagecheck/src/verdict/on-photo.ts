import { fitHomography, type Point, project } from '../find/homography.ts';
import type { Box, Size } from '../paper.ts';

/** Draws places of a sheet onto the picture in which it was found. */
export interface OnPhoto {
  /** The corners of a box, in shares of the upright picture. */
  box(box: Box): readonly Point[];
  /** Points around a circle, likewise. */
  circle(centreMm: Point, diameterMm: number): readonly Point[];
}

const CIRCLE_POINTS = 32;

/** By a sheet report's `corners`; null when they are no quadrilateral. A curled sheet lies up to some millimetres beside its places. */
export function onPhoto(corners: readonly Point[], { widthMm, heightMm }: Size): OnPhoto | null {
  const own = rectangle(0, 0, widthMm, heightMm);
  const map = corners.length === 4 ? fitHomography(own.map((from, at) => ({ from, to: corners[at] as Point }))) : null;
  if (!map) return null;
  const place = (points: readonly Point[]): readonly Point[] => points.map((point) => project(map, point));
  return {
    box: ({ leftMm, topMm, widthMm: w, heightMm: h }) => place(rectangle(leftMm, topMm, w, h)),
    circle: ({ x, y }, diameterMm) => {
      const around = Array.from({ length: CIRCLE_POINTS }, (_, i) => (i / CIRCLE_POINTS) * 2 * Math.PI);
      return place(around.map((angle) => ({ x: x + (Math.cos(angle) * diameterMm) / 2, y: y + (Math.sin(angle) * diameterMm) / 2 })));
    },
  };
}

const rectangle = (x: number, y: number, w: number, h: number): readonly Point[] => [
  { x, y },
  { x: x + w, y },
  { x: x + w, y: y + h },
  { x, y: y + h },
];
