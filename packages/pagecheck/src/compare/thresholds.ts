/**
 * What counts as a difference. Set on captures of the even seeds of `npm run bench:pagecheck` (and of pages made for it while it was built);
 * its figures are of the odd ones. Amounts of ink are of 255: the contrast of full ink at that place of that capture.
 */

/** Left-over ink of a mean over 3 × 3 pixels, and how many times the noise of such pixels it must be. */
export const SURE = { left: 62, overNoise: 11 };
export const UNSURE = { left: 44, overNoise: 9 };
/** Noise is never taken for less than this: a quiet capture is not so quiet everywhere. */
export const LEAST_NOISE = 4;
/** A cell whose own contrast is below this part of its neighbours' is missing, whatever its shape. */
export const GONE = 0.35;

/** Ink beside all print: darker than this in a mean over 3 × 3 pixels … */
export const EXTRA_LEFT = 50;
/** … over so many square millimetres: a full stop of 10.5 pt has 0.16, dust and specks of toner mostly less. */
export const EXTRA_SURE_MM2 = 0.5;
export const EXTRA_UNSURE_MM2 = 0.13;
/** Faint ink is held only. */
export const EXTRA_SURE_LEFT = 90;
