import sharp from 'sharp';
import type { Raster } from '../pdfium/document.ts';

/** Beyond any camera that we know; a picture that claims more is refused. */
const MAX_PHOTO_PIXELS = 64_000_000;

/** A JPEG's pixels, upright by its EXIF. Throws when it cannot be decoded. */
export async function decodeJpeg(jpeg: Uint8Array): Promise<Raster> {
  const decoder = sharp(jpeg, { limitInputPixels: MAX_PHOTO_PIXELS, failOn: 'truncated' }).autoOrient().toColourspace('srgb').ensureAlpha();
  const { data, info } = await decoder.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 4, data };
}

/** One channel of pixels, 0 black to 255. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
