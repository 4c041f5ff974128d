/**
 * What counts as a difference. Set on captures of the even seeds of `npm run bench:pagecheck` (and of pages made for it while it was built);
 * its figures are of the odd ones. Amounts of ink are of 255: the contrast of full ink at that place of that capture.
 */

/**
 * How suspicious a cell is: the product of its left-over ink (a mean over 3 × 3 pixels), of how many times the noise of such pixels that is, and
 * of how many times what its neighbours have left, each against the figure here, and none counted for more than MOST_PART. On four
 * forms unaltered cells reached 4.6, but for strokes faded to a quarter of their ink (12); one-stroke changes from 9 pt on fell to 9, whole
 * characters to 15.
 */
export const SCORE = { left: 44, overNoise: 9, overNeighbours: 2.5 };
export const MOST_PART = 4;
export const UNSURE = { score: 5, left: 40 };
export const SURE = { score: 12, left: 70 };
/** In place of the neighbours' part where a cell has not the approved shape at all. */
export const OTHER_SHAPE = 1.5;
/** Red ink over print leaves so many times more, in ink and in noise. */
export const UNDER_RED = 1.8;
/** Noise is never taken for less than this: a quiet capture is not so quiet everywhere. */
export const LEAST_NOISE = 3;
/** A cell whose own contrast is below this part of its neighbours' is missing, whatever its shape, when it would stand so far above noise. */
export const GONE = 0.35;
export const GONE_OVER_NOISE = 30;
/** A cell with such a part of its neighbours' contrast has the approved shape, but perhaps for a stroke. */
export const SAME_GAIN = { least: 0.75, most: 1.35 };
export const NEIGHBOURS = 8;
/** By how much pens go beyond their field. */
export const INK_ROOM_MM = 1.5;

/** Ink beside all print: darker than this in a mean over 3 × 3 pixels … */
export const EXTRA_LEFT = 50;
/** … over so many square millimetres: a full stop of 10.5 pt has 0.16, dust and specks of toner mostly less. */
export const EXTRA_SURE_MM2 = 0.5;
export const EXTRA_UNSURE_MM2 = 0.13;
/** Faint ink is held only. */
export const EXTRA_SURE_LEFT = 90;
/** So near to the paper's edges lie its shadow, clips and what shows from below: only strong and compact ink counts. */
export const EDGE_MM = 5;
export const EDGE_LEFT = 130;
/** A sheet that lies a little outside of the picture, or of its place, shows less than this of its surroundings beyond EDGE_MM. */
export const EDGE_DEEP_MM = 2;
export const EDGE_LONGEST = 6;
