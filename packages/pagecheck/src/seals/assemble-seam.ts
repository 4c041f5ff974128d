import { decodeJpeg } from '../capture/image.ts';
import { FACE_PX_PER_MM } from './face.ts';
import { matchFace } from './likeness.ts';
import type { SealLikeness, SealPart, SealSeen, SealSpecimen } from './seal.ts';
import { filedFace } from './specimen.ts';

/** A seal pressed across the edges of fanned sheets (骑缝章), put together from what each sheet shows. */
export interface SeamReport {
  /** one: the parts are of one seal as far as can be told. several: their sizes, heights or turns differ, or they cover the same part. none: no parts. */
  readonly seals: 'one' | 'several' | 'none';
  /** All of the face is there but for the lines between the sheets. */
  readonly isComplete: boolean;
  /** What is missing of the face, millimetres across the edge; a sheet that lacks its part leaves one. */
  readonly missing: readonly { readonly fromMm: number; readonly toMm: number }[];
  readonly likeness: { readonly specimen: string; readonly is: SealLikeness; readonly score: number } | null;
}

/** Sheets are fanned by hand: the parts of one seal lie at one height within this, are of one size, and overlap or gape by little. */
const SAME = { heightMm: 6, diameterMm: 1.2, overlapMm: 3, gapMm: 1.5 } as const;
/** The whole lies less exactly than a face on one sheet: each part has its own small error. */
const SCORE = { same: 0.6, other: 0.35 } as const;

type Cut = SealSeen & { readonly part: SealPart };

/**
 * Puts the seals cut by one edge together, one from each sheet, and compares the whole with the specimen. What the parts cannot tell: whether
 * the sheets lay together when it was pressed. Without a filed imprint nothing is said of likeness.
 */
export async function assembleSeam(seals: readonly SealSeen[], specimen?: SealSpecimen): Promise<SeamReport> {
  const cuts = seals.filter((seal): seal is Cut => seal.part !== undefined).sort((p, q) => p.part.fromMm - q.part.fromMm);
  const [first] = cuts;
  if (!first) return { seals: 'none', isComplete: false, missing: [], likeness: null };
  const diameterMm = specimen?.diameterMm ?? first.diameterMm;
  const missing: { fromMm: number; toMm: number }[] = [];
  let until = 0;
  let isOne = cuts.every((cut) => belongs(cut, first));
  for (const { part } of cuts) {
    if (part.fromMm - until > SAME.gapMm) missing.push({ fromMm: until, toMm: part.fromMm });
    if (until - part.fromMm > SAME.overlapMm) isOne = false;
    until = Math.max(until, part.toMm);
  }
  if (diameterMm - until > SAME.gapMm) missing.push({ fromMm: until, toMm: diameterMm });
  return {
    seals: isOne ? 'one' : 'several',
    isComplete: isOne && missing.length === 0,
    missing,
    likeness: isOne && specimen?.imprint ? await likenessOf(cuts, specimen) : null,
  };
}

function belongs(cut: Cut, first: Cut): boolean {
  const isAcross = first.part.edge === 'left' || first.part.edge === 'right';
  const heightOf = ({ centreMm }: Cut): number => (isAcross ? centreMm.y : centreMm.x);
  return (
    cut.part.edge === first.part.edge &&
    Math.abs(heightOf(cut) - heightOf(first)) < SAME.heightMm &&
    Math.abs(cut.diameterMm - first.diameterMm) < SAME.diameterMm
  );
}

async function likenessOf(cuts: readonly Cut[], specimen: SealSpecimen): Promise<SeamReport['likeness']> {
  const filed = await filedFace(specimen);
  if (!filed) return null;
  const whole = await together(cuts);
  const middle = whole.width / 2 / FACE_PX_PER_MM;
  const { score, compared } = matchFace(
    filed,
    { centre: { x: middle, y: middle }, radius: specimen.diameterMm / 2 },
    whole,
    FACE_PX_PER_MM,
    [],
  );
  const is = compared < 0.3 || (score < SCORE.same && score >= SCORE.other) ? 'unsure' : score >= SCORE.same ? 'same' : 'other';
  return { specimen: specimen.id, is, score };
}

/** The parts' ink on one square, all centred; each part only where it shows the face, so that the cut lines do not double. */
async function together(cuts: readonly Cut[]): Promise<{ width: number; height: number; data: Uint8Array }> {
  const pictures = await Promise.all(cuts.map(({ part }) => decodeJpeg(part.picture)));
  const size = Math.max(...pictures.map(({ width }) => width));
  const data = new Uint8Array(size * size);
  pictures.forEach((picture, k) => {
    const { part, diameterMm } = cuts[k] as Cut;
    const isAcross = part.edge === 'left' || part.edge === 'right';
    const shift = (size - picture.width) / 2;
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) {
        const mm = ((isAcross ? x : y) + 0.5 - picture.width / 2) / FACE_PX_PER_MM + diameterMm / 2;
        if (mm < part.fromMm - 0.2 || mm > part.toMm + 0.2) continue;
        const at = Math.round(y + shift) * size + Math.round(x + shift);
        const ink = 255 - (picture.data[(y * picture.width + x) * picture.channels] as number);
        if (ink > (data[at] as number)) data[at] = ink;
      }
    }
  });
  return { width: size, height: size, data };
}
