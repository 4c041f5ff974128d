import type { Raster } from '../pdfium/document.ts';

/** How a picture is kept: 1 bit or 4 bits of gray without loss, or JPEG in gray or colour. */
export type PictureKind = 'bilevel' | 'drawn-gray' | 'photo-gray' | 'color';

/** Channels further apart than this are a colour to the eye, not a scanner's tint. */
const COLOR_SPREAD = 24;
/** Share of pixels that may be coloured by noise. */
const COLOR_NOISE = 0.0005;
/** Share of nearly black or white pixels from which a gray page is drawn (text, lines) rather than photographed. */
const DRAWN = 0.9;
const BILEVEL = 0.9995;

export function pictureKind({ data, channels }: Raster): PictureKind {
  const pixels = data.length / channels;
  let colored = 0;
  let flat = 0;
  for (let i = 0; i < data.length; i += channels) {
    const r = data[i] ?? 0;
    const g = channels === 1 ? r : (data[i + 1] ?? 0);
    const b = channels === 1 ? r : (data[i + 2] ?? 0);
    const spread = Math.max(r, g, b) - Math.min(r, g, b);
    if (spread > COLOR_SPREAD) colored++;
    if (r > 247 || r < 9) flat++;
  }
  if (colored > pixels * COLOR_NOISE) return 'color';
  if (flat > pixels * BILEVEL) return 'bilevel';
  return flat > pixels * DRAWN ? 'drawn-gray' : 'photo-gray';
}

/** Red, green, blue to luminance; a gray raster as it is. */
export function toGray({ data, channels }: Raster): Uint8Array {
  if (channels === 1) return data;
  const gray = new Uint8Array(data.length / 4);
  for (let i = 0, at = 0; i < gray.length; i++, at += 4) {
    gray[i] = ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 151 + (data[at + 2] ?? 0) * 28) >> 8;
  }
  return gray;
}

/** Gray pixels packed to 1 or 4 bits, each row filled up to whole bytes, as PDF images are. */
export function pack(gray: Uint8Array, width: number, bits: 1 | 4): Uint8Array {
  const perByte = 8 / bits;
  const stride = Math.ceil(width / perByte);
  const height = gray.length / width;
  const packed = new Uint8Array(stride * height);
  const top = (1 << bits) - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const level = Math.round(((gray[y * width + x] ?? 0) * top) / 255);
      const at = y * stride + Math.floor(x / perByte);
      packed[at] = (packed[at] ?? 0) | (level << (8 - bits * ((x % perByte) + 1)));
    }
  }
  return packed;
}
