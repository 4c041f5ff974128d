import { expect, it } from 'vitest';
import { bestPath, logLikelihood, type Steps } from './ctc.ts';

/** Blank, a, b. */
const steps = (...rows: [number, number, number][]): Steps => ({
  count: rows.length,
  classes: 3,
  probabilities: Float32Array.from(rows.flat()),
});

it('the likelihood of a text is the sum over all its alignments', () => {
  const three = steps([0.2, 0.5, 0.3], [0.3, 0.4, 0.3], [0.1, 0.2, 0.7]);
  // 'ab': aab, abb, ab-, a-b, -ab.
  const ab = 0.5 * 0.4 * 0.7 + 0.5 * 0.3 * 0.7 + 0.5 * 0.3 * 0.1 + 0.5 * 0.3 * 0.7 + 0.2 * 0.4 * 0.7;
  expect(logLikelihood(three, [1, 2])).toBeCloseTo(Math.log(ab), 5);
  // 'aa' needs a blank between its two.
  expect(logLikelihood(three, [1, 1])).toBeCloseTo(Math.log(0.5 * 0.3 * 0.2), 5);
  expect(logLikelihood(three, [])).toBeCloseTo(Math.log(0.2 * 0.3 * 0.1), 5);
});

it('the likelihoods of all texts add up to one', () => {
  const two = steps([0.2, 0.5, 0.3], [0.3, 0.4, 0.3]);
  const texts = [[], [1], [2], [1, 2], [2, 1], [1, 1], [2, 2]];
  expect(texts.reduce((sum, text) => sum + Math.exp(logLikelihood(two, text)), 0)).toBeCloseTo(1, 5);
});

it('a text that needs more steps than there are has no likelihood', () => {
  expect(logLikelihood(steps([0.2, 0.5, 0.3], [0.2, 0.5, 0.3]), [1, 1])).toBe(Number.NEGATIVE_INFINITY);
});

it('the best path drops repeats and blanks, and keeps a character said twice', () => {
  const path = bestPath(steps([0.1, 0.8, 0.1], [0.1, 0.9, 0], [0.9, 0.1, 0], [0, 0.7, 0.3], [0, 0.2, 0.8]));
  expect(path.map(({ classNumber, from, to }) => [classNumber, from, to])).toEqual([
    [1, 0, 2],
    [1, 3, 4],
    [2, 4, 5],
  ]);
  expect(path[0]?.probability).toBeCloseTo(0.9, 5);
});
