/** Darker than this is ink. Scanned paper varies between 245 and 255; a hairline on one pixel of 48 dpi darkens it to about 205. */
const PAPER = 240;

/** True when gray pixels show nothing but paper. */
export const isBlank = (gray: Uint8Array): boolean => gray.every((value) => value >= PAPER);
