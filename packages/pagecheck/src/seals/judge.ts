import { type FaceMap, faceMap } from './face.ts';
import { type FaceMatch, matchFace } from './likeness.ts';
import { type Hidden, oddestStroke } from './odd-letter.ts';
import { type FaceReading, readExpected, readFreely } from './read-face.ts';
import type { Ring } from './ring.ts';
import { angleAlong, type Band, type Inked, letterBand, ringStrip, usualBand } from './ring-strip.ts';
import type { SealLikeness, SealSeen, SealSpecimen } from './seal.ts';
import { sharedGrain } from './shared-grain.ts';
import type { FiledFace } from './specimen.ts';
import { uprightAngle } from './upright.ts';

export interface Filed {
  readonly specimen: SealSpecimen;
  /** Null without an imprint. */
  readonly face: FiledFace | null;
}

/** What is known of a seal beyond its ring. */
export type Judged = Pick<SealSeen, 'angleDeg' | 'faceText' | 'likeness' | 'ink'> & { readonly turn: FaceMatch['turn'] | null };

/** Seals are cut in sizes two millimetres and more apart. Printers shrink pages, and a seal seems larger on them, by up to a fiftieth. */
const SAME_SIZE_MM = 1.5;
/** Scores of one seal and its filed face start at the first, of another with the same text they end at the second (emulated presses). */
const SCORE = { same: 0.72, other: 0.45 } as const;
/** A faint impression lies less exactly: what speaks for another seal only speaks for doubt. */
const FAINT = { gain: 0.14, same: 0.6 } as const;
/** About half a letter. */
const LETTER_MM = 2.5;
/** Of another seal's ink beyond its ring. */
const SMEAR_MM = 1;
const TURNED_TWICE = 0.75;
/** Less of the face than this tells nothing. */
const LEAST_COMPARED = 0.3;
/** A stroke that strays so far from the filed one, in deviations, may be another letter's. Genuine presses: 34 of 36 below 5.7 (even seeds). */
const ODD_STROKE = 6;
/** Ink that shares so much of the filed imprint's own grain was printed from it. Genuine presses: up to 0.11, prints from 0.36 on (even seeds). */
const PRINTED_GRAIN = 0.25;

/** Compares a seal with the specimens and reads it. `others` are the sheet's other rings; a ring pressed twice is not its own other. */
export async function judge(ring: Ring, inked: Inked, filed: readonly Filed[], others: readonly Ring[]): Promise<Judged> {
  const sized = filed.filter(({ specimen }) => Math.abs(specimen.diameterMm - 2 * ring.radius) < SAME_SIZE_MM);
  const matches = sized.flatMap(({ specimen, face }) =>
    face ? [{ specimen, face, match: matchFace(face, ring, inked.density, inked.pxPerMm, others) }] : [],
  );
  const best = matches.reduce<(typeof matches)[number] | null>(
    (top, next) => (top && top.match.score >= next.match.score ? top : next),
    null,
  );
  if (best && (best.match.score >= SCORE.other || isTurnedTwice(best.match)))
    return known(best.specimen, best.face, best.match, inked, others);
  return stranger(ring, inked, filed, best);
}

/** Two turned presses of one face lie on it twice, between its places. Other faces with the text are less alike at any angle. */
const isTurnedTwice = ({ turn }: FaceMatch): boolean => turn.again !== null && turn.alike >= TURNED_TWICE;

/** It lies on a filed face: that gives its angle and where its letters stand. */
async function known(specimen: SealSpecimen, face: FiledFace, match: FaceMatch, inked: Inked, others: readonly Ring[]): Promise<Judged> {
  const { map } = match.laid;
  const strip = ringStrip(inked, map, face.band);
  const reading = await readExpected({ strip, filed: face.strip, isHidden: underOther(map, face.band, others) }, specimen.faceText);
  const read = likenessOf(match, reading);
  const is = read === 'same' && isOdd(face, match, inked, others) ? 'unsure' : read;
  return {
    angleDeg: match.turn.angleDeg,
    faceText: reading.text,
    likeness: { specimen: specimen.id, is, score: match.score },
    ink: is === 'same' && isPrintOf(face, match, inked, others) ? 'printed' : 'unsure',
    turn: match.turn,
  };
}

/** Whether the letter at a place of the strip lies under another seal. */
function underOther(map: FaceMap, { inner, outer }: Band, others: readonly Ring[]): (at: number) => boolean {
  const isHidden = hiddenBy(map, others, LETTER_MM);
  return (at) => {
    const angle = (angleAlong(at) * Math.PI) / 180;
    return isHidden((Math.sin(angle) * (inner + outer)) / 2, (-Math.cos(angle) * (inner + outer)) / 2);
  };
}

/** Whether a place of a face, millimetres from its centre, lies under another seal or so near to it. */
const hiddenBy =
  ([a, b, c, d, e, f]: FaceMap, others: readonly Ring[], roomMm: number): Hidden =>
  (x, y) =>
    others.some(({ centre, radius }) => Math.hypot(a * x + b * y + c - centre.x, d * x + e * y + f - centre.y) < radius + roomMm);

/** Letters one stroke apart (千/干) read alike; the stroke itself is looked for. */
const isOdd = ({ sharp, radiusMm, lineMm }: FiledFace, { laid: { map } }: FaceMatch, inked: Inked, others: readonly Ring[]): boolean =>
  oddestStroke(sharp, inked, map, radiusMm - lineMm, hiddenBy(map, others, SMEAR_MM)) >= ODD_STROKE;

/** No two presses leave the same grain: ink with the filed imprint's is a picture of it. */
const isPrintOf = ({ sharp }: FiledFace, { laid: { map } }: FaceMatch, inked: Inked, others: readonly Ring[]): boolean =>
  (sharedGrain(sharp, inked, map, hiddenBy(map, others, SMEAR_MM)) ?? 0) >= PRINTED_GRAIN;

function likenessOf({ score, gain, compared }: FaceMatch, { says }: FaceReading): SealLikeness {
  if (compared < LEAST_COMPARED) return 'unsure';
  if (says === 'other') return gain < FAINT.gain ? 'unsure' : 'other';
  if (says === 'doubt') return 'unsure';
  return score >= (gain < FAINT.gain ? FAINT.same : SCORE.same) ? 'same' : 'unsure';
}

/** It lies on no filed face: read by itself, it may still say what a specimen says. */
async function stranger(
  ring: Ring,
  inked: Inked,
  filed: readonly Filed[],
  best: { readonly specimen: SealSpecimen; readonly match: FaceMatch } | null,
): Promise<Judged> {
  const angleDeg = uprightAngle(inked.density, inked.pxPerMm, ring, usualBand(ring.radius, ring.width));
  if (angleDeg === null) return { angleDeg, faceText: null, likeness: unlike(filed, ring, best, null), ink: 'unsure', turn: null };
  const map = faceMap(ring.centre, angleDeg);
  const strip = ringStrip(inked, map, letterBand(inked.density, inked.pxPerMm, map, ring.radius, ring.width));
  const candidates = filed.filter(({ specimen }) => Math.abs(specimen.diameterMm - 2 * ring.radius) < SAME_SIZE_MM);
  for (const { specimen } of candidates) {
    const { says, text } = await readExpected({ strip, filed: null, isHidden: () => false }, specimen.faceText);
    if (says !== 'expected') continue;
    const filedFace = candidates.find((one) => one.specimen === specimen)?.face;
    // Without a filed imprint nothing tells this seal from another with its text.
    const tells = filedFace && best && best.match.compared >= LEAST_COMPARED && best.match.gain >= FAINT.gain;
    const likeness = { specimen: specimen.id, is: tells ? ('same-text' as const) : ('unsure' as const), score: best?.match.score ?? 0 };
    return { angleDeg, faceText: text, likeness, ink: 'unsure', turn: null };
  }
  const free = await readFreely(strip);
  return { angleDeg, faceText: free, likeness: unlike(filed, ring, best, free), ink: 'unsure', turn: null };
}

function unlike(
  filed: readonly Filed[],
  ring: Ring,
  best: { readonly specimen: SealSpecimen; readonly match: FaceMatch } | null,
  text: string | null,
): SealSeen['likeness'] {
  const [first] = filed;
  if (!first) return null;
  const nearest = best?.specimen ?? filed.reduce((near, one) => (off(one, ring) < off(near, ring) ? one : near), first).specimen;
  const isOther = off({ specimen: nearest }, ring) >= SAME_SIZE_MM || text !== null || (best !== null && isPlain(best.match));
  return { specimen: nearest.id, is: isOther ? 'other' : 'unsure', score: best?.match.score ?? 0 };
}

const off = ({ specimen }: Pick<Filed, 'specimen'>, ring: Ring): number => Math.abs(specimen.diameterMm - 2 * ring.radius);

/** Enough ink of it was seen to say that it is another face. */
const isPlain = ({ compared, gain }: FaceMatch): boolean => compared >= LEAST_COMPARED && gain >= FAINT.gain;
