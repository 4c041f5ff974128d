import type { Plane } from '../capture/image.ts';
import type { Alphabet } from './alphabet.ts';
import { bestPath, logLikelihood, type Steps } from './ctc.ts';
import { engine, LINE_PX } from './engine.ts';
import { stripPixels } from './strip-pixels.ts';

/** One character that was read, with its place along the strip in pixels of the strip; the places are good to about half a character. */
export interface ReadCharacter {
  readonly text: string;
  readonly fromPx: number;
  readonly toPx: number;
  /** 0 to 1. */
  readonly probability: number;
}

/** What a strip says. Ask `scoreOf` how probable another text is. */
export interface Reading {
  /** The most probable text: full-width forms as plain ones, spaces left out. Empty when there is none. */
  readonly text: string;
  readonly characters: readonly ReadCharacter[];
  /** Probability of each class at each step, and what the classes mean; for `scoreOf`. */
  readonly steps: Steps;
  readonly alphabet: Alphabet;
}

/** A network step is this many of its pixels wide. */
const STEP_PX = 8;
/** Narrower input than this has too few steps for its characters; the rest is filled with paper. */
const LEAST_WIDTH_PX = 48;

/**
 * Reads one line of upright text: dark on bright, from a little above its characters to a little below, at least some 16 px high.
 * Chinese and Latin print; up to about 40 characters in one strip. Offline; loads its model on first use in a thread.
 * A strip of 320 × 48 px costs some 70 ms of CPU; the cost grows with width ÷ height.
 */
export async function recognise(strip: Plane): Promise<Reading> {
  const { alphabet, run } = await engine();
  const scaled = stripPixels(strip, LINE_PX);
  const width = Math.max(LEAST_WIDTH_PX, Math.ceil(scaled.width / STEP_PX) * STEP_PX);
  const probabilities = await run(padded(scaled.pixels, scaled.width, width), width);
  alphabet.fold(probabilities);
  const steps: Steps = { count: probabilities.length / alphabet.size, classes: alphabet.size, probabilities };
  const perStep = (STEP_PX * strip.height) / LINE_PX;
  const characters = bestPath(steps).map(
    ({ classNumber, from, to, probability }): ReadCharacter => ({
      text: alphabet.characterOf(classNumber),
      fromPx: from * perStep,
      toPx: Math.min(strip.width, to * perStep),
      probability,
    }),
  );
  return { text: characters.map(({ text }) => text).join(''), characters, steps, alphabet };
}

/**
 * How probable it is that the strip says exactly this text, as a natural logarithm: 0 is certain; the difference of two texts' scores is
 * the margin between them. Spaces do not count, full-width forms are their plain ones. Null when the network does not know a character of it.
 */
export function scoreOf({ steps, alphabet }: Reading, text: string): number | null {
  const classes: number[] = [];
  for (const character of text) {
    const classNumber = alphabet.classOf(character);
    if (classNumber === null) return null;
    if (classNumber > 0) classes.push(classNumber);
  }
  return logLikelihood(steps, classes);
}

function padded(pixels: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return pixels;
  const out = new Float32Array(to * LINE_PX).fill(1);
  for (let y = 0; y < LINE_PX; y++) out.set(pixels.subarray(y * from, (y + 1) * from), y * to);
  return out;
}
