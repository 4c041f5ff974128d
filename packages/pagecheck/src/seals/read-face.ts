import type { Plane } from '../capture/image.ts';
import { type Reading, recognise } from '../text/recognise.ts';
import { alignText, type LetterFit } from './align-text.ts';
import { letterLikeness } from './strip-likeness.ts';

/** expected: the text that should stand there. other: another. doubt: it may be either. unread: too little is readable. */
export interface FaceReading {
  readonly says: 'expected' | 'other' | 'doubt' | 'unread';
  /** Null when unread. */
  readonly text: string | null;
}

/** A letter that takes this much of the probability stands there, whatever was expected. */
const CLEAR = 0.75;
/** Of the natural logarithm of its odds against the expected letter. Genuine seals under print reach 5 with a look-alike, 10 with noise. */
const ODDS = { other: 6.5, doubt: 3.5, unclear: 11 } as const;
/** A letter that the network reads on the filed face and, with these odds against it, not here: 干 for 千. */
const STRANGE = { filed: 0.6, other: 0.5, odds: 1.5 } as const;
/** What a letter that looks less like the filed one than the rest do adds to that: a tenth is as much as 2.5. */
const PER_LIKENESS = 25;
/** A letter with less than this was not read; a face with more such letters than this part is unread. */
const READ = 0.05;
const MOST_UNREAD = 0.4;
/** A free reading below this mean probability is no reading. */
const LEAST_MEAN = 0.55;
const LEAST_LETTERS = 4;

/** Reads a strip without knowing what should stand there: letters, ideographs and digits. */
export async function readFreely(strip: Plane): Promise<string | null> {
  return freeText(await recognise(strip));
}

function freeText({ text, characters }: Reading): string | null {
  const clear = characters.filter(({ probability }) => probability > READ);
  const probability = clear.reduce((sum, letter) => sum + letter.probability, 0) / Math.max(1, clear.length);
  return clear.length >= LEAST_LETTERS && probability >= LEAST_MEAN ? text.replaceAll(/[^\p{L}\p{N}（）()]/gu, '') : null;
}

export interface FaceToRead {
  readonly strip: Plane;
  /** The filed face's strip, laid out the same. */
  readonly filed: Plane | null;
  /** Whether something else lies over this place of the strip (a part of its length): what is read there counts for nothing. */
  readonly isHidden: (at: number) => boolean;
}

/**
 * Whether a strip says a text. Letter by letter the network's odds for the likeliest other letter are weighed, and, with the filed
 * face's strip beside it, how much less that letter looks like the filed one than the others do.
 */
export async function readExpected({ strip, filed, isHidden }: FaceToRead, expected: string): Promise<FaceReading> {
  const reading = await recognise(strip);
  const fits = alignText(reading, expected)?.map((fit) => (isHidden(fit.at) ? { ...fit, own: 1, other: 0 } : fit));
  if (!fits || fits.length === 0) return otherText(reading);
  if (fits.filter(({ own, other }) => own < READ && other < CLEAR).length > fits.length * MOST_UNREAD)
    return { says: 'unread', text: null };
  // Most seals read well, and the filed face need not be read beside them.
  const isAsked = fits.some(({ own, other }) => other >= STRANGE.other && other > own);
  const beside = filed && isAsked ? await lettersIn(filed, expected) : null;
  const against = oddsAgainst(strip, fits, beside, filed);
  const isOther = (i: number): boolean => {
    const fit = fits[i] as LetterFit;
    return fit.other >= CLEAR ? (against[i] as number) >= ODDS.other : fit.other >= 0.4 && oddsOf(fit) >= ODDS.unclear;
  };
  const others = fits.map((_, i) => i).filter(isOther);
  if (others.length > fits.length / 3) return otherText(reading);
  if (others.length > 0) return { says: 'other', text: fits.map((fit, i) => (isOther(i) ? fit.otherLetter : fit.letter)).join('') };
  const isDoubted = fits.some((fit, i) => {
    const isStrange = (beside?.[i]?.own ?? 0) >= STRANGE.filed && fit.other >= STRANGE.other && oddsOf(fit) >= STRANGE.odds;
    return isStrange || (fit.other >= CLEAR && (against[i] as number) >= ODDS.doubt);
  });
  return { says: isDoubted ? 'doubt' : 'expected', text: expected };
}

function otherText(reading: Reading): FaceReading {
  const text = freeText(reading);
  return text ? { says: 'other', text } : { says: 'unread', text: null };
}

const oddsOf = ({ own, other }: LetterFit): number => Math.log((other + 1e-6) / (own + 1e-6));

/** Where the letters stand on the filed strip, as parts of its length; null when it cannot be read itself. */
async function lettersIn(filed: Plane, expected: string): Promise<readonly LetterFit[] | null> {
  const fits = alignText(await recognise(filed), expected);
  return fits?.every(({ own }) => own > READ) ? fits : null;
}

function oddsAgainst(
  strip: Plane,
  fits: readonly LetterFit[],
  places: readonly LetterFit[] | null,
  filed: Plane | null,
): readonly number[] {
  const plain = fits.map(oddsOf);
  const [first, last] = [places?.[0], places?.at(-1)];
  if (!filed || !places || !first || !last) return plain;
  const half = Math.min(strip.height * 0.55, ((last.at - first.at) * filed.width) / Math.max(1, places.length - 1) / 2);
  const alike = places.map(({ at }) => letterLikeness(filed, strip, at * filed.width, half));
  const usual = [...alike].sort((p, q) => p - q)[alike.length >> 1] as number;
  return plain.map((odds, i) => odds + PER_LIKENESS * (usual - (alike[i] as number)));
}
