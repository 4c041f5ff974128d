import type { Planes } from '../capture/planes.ts';
import { findRings } from './accept-rings.ts';
import { cutPart } from './cut-part.ts';
import { type Frame, findFrames } from './frames.ts';
import { type Filed, type Judged, judge } from './judge.ts';
import { redDensity } from './red-density.ts';
import { DIRECTIONS, type Ring } from './ring.ts';
import type { Inked } from './ring-strip.ts';
import type { SealSeen, SealSpecimen } from './seal.ts';
import { filedFace } from './specimen.ts';
import { isTwice, ringStrike } from './strike.ts';

/** What a sheet lies on, all planes of one size. An aligned sheet is one. */
export interface SheetSeen {
  readonly pxPerMm: number;
  readonly seen: Planes;
}

/** A round part of the sheet, millimetres. */
export interface Disc {
  readonly centre: { readonly x: number; readonly y: number };
  readonly radius: number;
}

/** All red seals on a sheet, the clearest first, compared with the specimens. Throws when a specimen's imprint is no picture. */
export const findSeals = async (sheet: SheetSeen, specimens: readonly SealSpecimen[] = []): Promise<readonly SealSeen[]> =>
  (await sealsOn(sheet, specimens)).seals;

/** The same, and where their ink may lie: of a seal pressed twice around both places. */
export async function sealsOn(
  { pxPerMm, seen }: SheetSeen,
  specimens: readonly SealSpecimen[],
): Promise<{ readonly seals: readonly SealSeen[]; readonly discs: readonly Disc[] }> {
  const inked = { density: redDensity(seen, pxPerMm), red: seen.red, pxPerMm };
  const rings = findRings(inked.density, pxPerMm);
  const frames = findFrames(inked.density, pxPerMm, rings);
  return {
    seals: [...(await judged(rings, inked, specimens)), ...notRound(frames, specimens)],
    discs: [...rings, ...frames.map(({ centre, longMm }) => ({ centre, radius: (longMm / 2) * Math.SQRT2 }))],
  };
}

const notRound = (frames: readonly Frame[], [first]: readonly SealSpecimen[]): SealSeen[] =>
  frames.map(({ shape, centre, longMm, coverage }) => ({
    shape,
    centreMm: centre,
    diameterMm: longMm,
    angleDeg: null,
    coverage,
    strike: 'unsure',
    ink: 'unsure',
    faceText: null,
    likeness: first ? { specimen: first.id, is: 'other', score: 0 } : null,
  }));

/** A strip of a face is put together with the others first: `assembleSeam`. */
const LEAST_TO_JUDGE = 0.5;
const UNJUDGED: Judged = { angleDeg: null, faceText: null, likeness: null, ink: 'unsure', turn: null };

/** What the rings are. A seal pressed twice is one seal with a double strike. */
export async function judged(rings: readonly Ring[], inked: Inked, specimens: readonly SealSpecimen[]): Promise<readonly SealSeen[]> {
  const seals: Ring[] = [];
  for (const ring of rings) if (!seals.some((other) => isTwice(ring, other))) seals.push(ring);
  const filed: Filed[] = [];
  if (seals.length > 0) for (const specimen of specimens) filed.push({ specimen, face: await filedFace(specimen) });
  const found: SealSeen[] = [];
  for (const ring of seals) {
    const others = seals.filter((other) => other !== ring);
    const part = await cutPart(ring, inked.density, inked.pxPerMm);
    const isStrip = part !== null && coverageOf(ring) < LEAST_TO_JUDGE;
    const { turn, likeness, ...known } = isStrip ? UNJUDGED : await judge(ring, inked, filed, others);
    const byRing = ringStrike(ring, rings);
    const strike = byRing === 'single' && turn?.again ? (turn.again.certainty === 'sure' ? 'double' : 'unsure') : byRing;
    // Two presses over each other are like no filed face; that says nothing against the seal.
    const isBlurred = strike !== 'single' && likeness !== null && likeness.is !== 'same';
    found.push({
      ...(part ? { part } : {}),
      centreMm: ring.centre,
      diameterMm: ring.radius * 2,
      coverage: coverageOf(ring),
      strike,
      likeness: isBlurred ? { ...likeness, is: 'unsure' } : likeness,
      ...known,
    });
  }
  return atPrintScale(found, specimens);
}

/** More is no printer's doing. */
const MOST_SCALE = 0.025;

/** Millimetres on the page are not quite millimetres on its print: where a seal is a filed one, its filed size tells the scale for all. */
function atPrintScale(seals: readonly SealSeen[], specimens: readonly SealSpecimen[]): readonly SealSeen[] {
  const scales = seals.flatMap(({ likeness, diameterMm }) => {
    const filed = likeness?.is === 'same' && specimens.find(({ id }) => id === likeness.specimen);
    return filed ? [diameterMm / filed.diameterMm] : [];
  });
  const scale = scales.reduce((sum, value) => sum + value, 0) / Math.max(1, scales.length);
  if (Math.abs(scale - 1) > MOST_SCALE) return seals;
  return seals.map((seal) => ({ ...seal, diameterMm: seal.diameterMm / scale }));
}

/** Strokes of black print hide the ring for a few degrees. */
const HIDDEN = 2;

/** Part of the whole ring with ink. */
function coverageOf({ ink, inked }: Ring): number {
  let count = 0;
  for (let i = 0; i < DIRECTIONS; i++) {
    for (let j = -HIDDEN; j <= HIDDEN; j++) {
      if ((ink[(i + j + DIRECTIONS) % DIRECTIONS] as number) > inked) {
        count++;
        break;
      }
    }
  }
  return count / DIRECTIONS;
}
