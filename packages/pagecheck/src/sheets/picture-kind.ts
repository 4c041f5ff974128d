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

/** Only every second pixel of a row is looked at: what decides is seen in areas, not in single pixels. */
const STRIDE = 2;

export function pictureKind({ data, channels }: Raster): PictureKind {
  let looked = 0;
  let colored = 0;
  let flat = 0;
  for (let i = 0; i < data.length; i += channels * STRIDE) {
    const r = data[i] as number;
    looked++;
    if (channels === 4) {
      const g = data[i + 1] as number;
      const b = data[i + 2] as number;
      if (Math.abs(r - g) > COLOR_SPREAD || Math.abs(g - b) > COLOR_SPREAD || Math.abs(r - b) > COLOR_SPREAD) colored++;
    }
    if (r > 247 || r < 9) flat++;
  }
  if (colored > looked * COLOR_NOISE) return 'color';
  if (flat > looked * BILEVEL) return 'bilevel';
  return flat > looked * DRAWN ? 'drawn-gray' : 'photo-gray';
}

/** Red, green, blue to luminance; a gray raster as it is. */
export function toGray({ data, channels }: Raster): Uint8Array {
  if (channels === 1) return data;
  const gray = new Uint8Array(data.length / 4);
  for (let i = 0, at = 0; i < gray.length; i++, at += 4) {
    gray[i] = ((data[at] as number) * 77 + (data[at + 1] as number) * 151 + (data[at + 2] as number) * 28) >> 8;
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
  const levels = Uint8Array.from({ length: 256 }, (_, value) => Math.round((value * top) / 255));
  for (let y = 0, from = 0; y < height; y++, from += width) {
    for (let at = y * stride, x = 0; x < width; at++) {
      let byte = 0;
      for (let shift = 8 - bits; shift >= 0; shift -= bits, x++) {
        if (x < width) byte |= (levels[gray[from + x] as number] as number) << shift;
      }
      packed[at] = byte;
    }
  }
  return packed;
}
