import sharp from 'sharp';

/** A picture's pixels, upright: red, green, blue, three bytes a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** What cameras, scanners and people send; anything else that the decoder knows (SVG, GIF, PDF …) is refused. */
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'tiff']);
/** Beyond any camera that we know. */
const MOST_PIXELS = 110_000_000;
/** The shorter side; below it no text of a page is readable. */
export const LEAST_SIDE_PX = 400;
/** A sheet is not longer than this against its width, nor is a picture of one. */
export const MOST_RATIO = 4;
/** Enough for page space from any distance at which the sheet fills half the picture; larger pictures only cost time and memory. */
const WANTED_LONG_PX = 5200;

/** Decodes a JPEG, PNG, WebP or TIFF (its first page), upright by its EXIF, on white. Throws a clear error for anything else. */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  const open = () => sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated', animated: false });
  const { format, width, height } = await open()
    .metadata()
    .catch((cause: unknown) => {
      throw new Error('no picture that can be decoded', { cause });
    });
  if (!FORMATS.has(format)) throw new Error(`a ${format} is no photo or scan`);
  if (width * height > MOST_PIXELS) throw new Error(`a picture of ${width} × ${height} pixels is too large`);
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (short < LEAST_SIDE_PX || long > short * MOST_RATIO) throw new Error(`a picture of ${width} × ${height} pixels shows no page`);
  const upright = open().autoOrient().toColourspace('srgb').flatten({ background: '#ffffff' });
  const sized = long > WANTED_LONG_PX ? upright.resize({ width: WANTED_LONG_PX, height: WANTED_LONG_PX, fit: 'inside' }) : upright;
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true });
  if (info.channels === 1) return { width: info.width, height: info.height, data: tripled(data) };
  if (info.channels !== 3) throw new Error(`a picture of ${info.channels} channels cannot be read`);
  return { width: info.width, height: info.height, data };
}

function tripled(gray: Uint8Array): Uint8Array {
  const data = new Uint8Array(gray.length * 3);
  for (let i = 0, at = 0; i < gray.length; i++, at += 3) data[at] = data[at + 1] = data[at + 2] = gray[i] as number;
  return data;
}
