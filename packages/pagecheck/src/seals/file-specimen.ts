import sharp from 'sharp';

export type SpecimenProblem = 'imprint/unreadable' | 'imprint/too-small' | 'imprint/no-round-seal';

export type FiledSpecimen = { readonly ok: true; readonly png: Uint8Array } | { readonly ok: false; readonly code: SpecimenProblem };

const KINDS: readonly string[] = ['jpeg', 'png', 'webp'];
/** A scan of a whole A4 sheet at 600 dpi. */
const MAX_PIXELS = 40_000_000;
/** Side of what is filed: 42 mm at some 360 dpi. */
const FILED_PX = 600;
/** Below, letters of the ring are a few pixels high. */
const LEAST_PX = 160;
/** A pixel is red ink when red exceeds the stronger of green and blue by so much, of 255. */
const RED = 45;
/** A row or column belongs to the seal with so many red pixels, as a share of the longest one's: specks do not. */
const LEAST_SHARE = 0.04;
/** Width to height of a round seal, pressed a little unevenly. */
const ROUND = { least: 0.88, most: 1.14 } as const;
/** Ink in the outer eighth of the square's middle lines: a ring has it on all four sides. */
const RIM = 0.125;

/**
 * The filed imprint of a round seal (印鉴备案) from a picture of it: cropped to its outer ring, square, at most 600 px, red on white, PNG.
 * The picture shows the seal alone and upright; JPEG, PNG or WebP. What is wrong with it is a value.
 */
export async function fileSpecimen(picture: Uint8Array): Promise<FiledSpecimen> {
  const decoded = await decode(picture);
  if (!decoded) return { ok: false, code: 'imprint/unreadable' };
  const { data, width, height } = decoded;
  const ink = redInk(data);
  const [columns, rows] = [extent(ink, width, height, 'columns'), extent(ink, width, height, 'rows')];
  if (!columns || !rows) return { ok: false, code: 'imprint/no-round-seal' };
  const [wide, high] = [columns.to - columns.from, rows.to - rows.from];
  if (Math.max(wide, high) < LEAST_PX) return { ok: false, code: 'imprint/too-small' };
  if (wide / high < ROUND.least || wide / high > ROUND.most || !hasRim(ink, width, columns, rows))
    return { ok: false, code: 'imprint/no-round-seal' };
  const box = { left: columns.from, top: rows.from, width: wide, height: high };
  const side = Math.min(FILED_PX, Math.max(wide, high));
  const png = await sharp(redOnWhite(data, ink), { raw: { width, height, channels: 3 } })
    .extract(box)
    .resize(side, side, { fit: 'fill' })
    .png({ compressionLevel: 9 })
    .toBuffer();
  return { ok: true, png };
}

interface Decoded {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

async function decode(picture: Uint8Array): Promise<Decoded | null> {
  try {
    const decoder = sharp(picture, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' });
    if (!KINDS.includes((await decoder.metadata()).format ?? '')) return null;
    const upright = decoder.autoOrient().flatten({ background: '#fff' });
    const { data, info } = await upright.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
    return info.channels === 3 ? { data, width: info.width, height: info.height } : null;
  } catch {
    return null; // whatever a stranger's file does to a decoder, it is not a picture for us
  }
}

/** 1 where there is red ink. */
function redInk(data: Uint8Array): Uint8Array {
  const ink = new Uint8Array(data.length / 3);
  for (let at = 0, p = 0; at < ink.length; at++, p += 3) {
    const [red, green, blue] = [data[p] as number, data[p + 1] as number, data[p + 2] as number];
    if (red - (green > blue ? green : blue) > RED) ink[at] = 1;
  }
  return ink;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function extent(ink: Uint8Array, width: number, height: number, of: 'columns' | 'rows'): Span | null {
  const counts = new Uint32Array(of === 'columns' ? width : height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const line = of === 'columns' ? x : y;
      if (ink[at]) counts[line] = (counts[line] as number) + 1;
    }
  }
  const least = Math.max(2, counts.reduce((most, count) => Math.max(most, count), 0) * LEAST_SHARE);
  const from = counts.findIndex((count) => count >= least);
  return from < 0 ? null : { from, to: counts.findLastIndex((count) => count >= least) + 1 };
}

function hasRim(ink: Uint8Array, width: number, columns: Span, rows: Span): boolean {
  const [x, y] = [Math.floor((columns.from + columns.to) / 2), Math.floor((rows.from + rows.to) / 2)];
  const [acrossPx, downPx] = [(columns.to - columns.from) * RIM, (rows.to - rows.from) * RIM];
  const row = (from: number, to: number): boolean => ink.subarray(y * width + Math.floor(from), y * width + Math.ceil(to)).includes(1);
  const column = (from: number, to: number): boolean => {
    for (let at = Math.floor(from); at < to; at++) if (ink[at * width + x]) return true;
    return false;
  };
  return (
    row(columns.from, columns.from + acrossPx) &&
    row(columns.to - acrossPx, columns.to) &&
    column(rows.from, rows.from + downPx) &&
    column(rows.to - downPx, rows.to)
  );
}

function redOnWhite(data: Uint8Array, ink: Uint8Array): Uint8Array {
  const clean = new Uint8Array(data.length).fill(255);
  for (let at = 0, p = 0; at < ink.length; at++, p += 3) if (ink[at]) clean.set(data.subarray(p, p + 3), p);
  return clean;
}
