import { BLANK } from './alphabet.ts';

/** Probabilities of `classes` classes, a row for each step. */
export interface Steps {
  readonly count: number;
  readonly classes: number;
  readonly probabilities: Float32Array;
}

/** A character of the most probable path: its class, first step, the step after its last, and its highest probability. */
export interface PathCharacter {
  readonly classNumber: number;
  readonly from: number;
  readonly to: number;
  readonly probability: number;
}

/** The most probable class of each step, repeats and blanks taken out. */
export function bestPath({ count, classes, probabilities }: Steps): PathCharacter[] {
  const found: PathCharacter[] = [];
  let last = BLANK;
  for (let step = 0; step < count; step++) {
    const row = step * classes;
    let best = 0;
    for (let at = 1; at < classes; at++) if ((probabilities[row + at] as number) > (probabilities[row + best] as number)) best = at;
    const probability = probabilities[row + best] as number;
    const before = found.at(-1);
    if (best !== BLANK && best === last && before) {
      found[found.length - 1] = { ...before, to: step + 1, probability: Math.max(before.probability, probability) };
    } else if (best !== BLANK) found.push({ classNumber: best, from: step, to: step + 1, probability });
    last = best;
  }
  return found;
}

/** A class that the network gives no chance at all still gets this: what it says is no proof. */
export const LEAST = 1e-9;

/**
 * Natural logarithm of the probability that the steps say exactly these classes: the sum over all alignments (Graves et al. 2006, §4.1).
 * -Infinity when there are fewer steps than the classes need.
 */
export function logLikelihood({ count, classes, probabilities }: Steps, wanted: readonly number[]): number {
  const states = wanted.length * 2 + 1;
  const classAt = (state: number): number => (state % 2 === 0 ? BLANK : (wanted[state >> 1] as number));
  let before = new Float64Array(states);
  let now = new Float64Array(states);
  before[0] = 1;
  let log = 0;
  for (let step = 0; step < count; step++) {
    let total = 0;
    for (let state = 0; state < states; state++) {
      let reach = before[state] as number;
      if (step === 0) reach = state < 2 ? 1 : 0;
      else {
        if (state > 0) reach += before[state - 1] as number;
        // A character may follow another without a blank between them, unless they are the same.
        if (state > 2 && state % 2 === 1 && classAt(state) !== classAt(state - 2)) reach += before[state - 2] as number;
      }
      const value = reach * Math.max(LEAST, probabilities[step * classes + classAt(state)] as number);
      now[state] = value;
      total += value;
    }
    if (total === 0) return Number.NEGATIVE_INFINITY;
    for (let state = 0; state < states; state++) now[state] = (now[state] as number) / total;
    log += Math.log(total);
    [before, now] = [now, before];
  }
  const end = (before[states - 1] as number) + (states > 1 ? (before[states - 2] as number) : 0);
  return log + Math.log(end);
}
