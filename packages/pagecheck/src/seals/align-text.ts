import type { Reading } from '../text/recognise.ts';

/** One letter of a text that is looked for in a reading, where it fits best. */
export interface LetterFit {
  readonly letter: string;
  /** Highest probability of the letter over its steps, and of any other letter there. */
  readonly own: number;
  readonly other: number;
  readonly otherLetter: string;
  /** Middle of its steps, as a part of the strip. */
  readonly at: number;
}

/** A class that the network gives no chance at all still gets this. */
const LEAST = 1e-6;

/** Lays a text on the steps of a reading, by the most probable path (Viterbi). Null when a letter is unknown or there are too few steps. */
export function alignText({ steps, alphabet }: Reading, text: string): readonly LetterFit[] | null {
  const classes: number[] = [];
  for (const letter of text) {
    const number = alphabet.classOf(letter);
    if (number === null) return null;
    if (number > 0) classes.push(number);
  }
  const { count, classes: width, probabilities } = steps;
  const states = 2 * classes.length + 1;
  const classAt = (state: number): number => (state % 2 === 0 ? 0 : (classes[state >> 1] as number));
  const at = (step: number, of: number): number => Math.log(Math.max(LEAST, probabilities[step * width + of] as number));
  const came = new Uint8Array(count * states);
  let before = new Float64Array(states).fill(Number.NEGATIVE_INFINITY);
  before[0] = at(0, 0);
  before[1] = at(0, classAt(1));
  for (let step = 1; step < count; step++) {
    const now = new Float64Array(states);
    for (let state = 0; state < states; state++) {
      let [best, by] = [before[state] as number, 0];
      if (state > 0 && (before[state - 1] as number) > best) [best, by] = [before[state - 1] as number, 1];
      const skips = state > 2 && state % 2 === 1 && classAt(state) !== classAt(state - 2);
      if (skips && (before[state - 2] as number) > best) [best, by] = [before[state - 2] as number, 2];
      now[state] = best + at(step, classAt(state));
      came[step * states + state] = by;
    }
    before = now;
  }
  let state = (before[states - 1] as number) > (before[states - 2] as number) ? states - 1 : states - 2;
  if (before[state] === Number.NEGATIVE_INFINITY) return null;
  const path = new Uint16Array(count);
  for (let step = count - 1; step >= 0; step--) {
    path[step] = state;
    state -= came[step * states + state] as number;
  }
  return classes.map((own, k) => fitOf(own, 2 * k + 1, path, steps, alphabet));
}

/** Other letters are looked for one step beyond the letter's own: where it is hardly seen it has a single step. */
function fitOf(
  own: number,
  state: number,
  path: Uint16Array,
  { count, classes, probabilities }: Reading['steps'],
  alphabet: Reading['alphabet'],
): LetterFit {
  const [first, last] = [path.indexOf(state), path.lastIndexOf(state)];
  let [mine, other, otherClass] = [0, 0, 0];
  for (let step = Math.max(0, first - 1); step <= Math.min(count - 1, last + 1); step++) {
    if ((path[step] as number) % 2 === 1 && path[step] !== state) continue;
    for (let of = 1; of < classes; of++) {
      const probability = probabilities[step * classes + of] as number;
      if (of === own) mine = Math.max(mine, probability);
      else if (probability > other) [other, otherClass] = [probability, of];
    }
  }
  return {
    letter: alphabet.characterOf(own),
    own: mine,
    other,
    otherLetter: alphabet.characterOf(otherClass),
    at: (first + last + 1) / 2 / count,
  };
}
