import { expect, it } from 'vitest';
import { chance } from '../emulation/chance.ts';
import { logLikelihood, type Steps } from './ctc.ts';
import { rivalsOf } from './rivals.ts';

const CLASSES = 5;

/** Rows that add up to one. */
function randomSteps(count: number, seed: number): Steps {
  const random = chance(seed);
  const rows = Array.from({ length: count }, () => {
    const row = Array.from({ length: CLASSES }, () => random() ** 3 + 1e-3);
    const sum = row.reduce((a, b) => a + b);
    return row.map((value) => value / sum);
  });
  return { count, classes: CLASSES, probabilities: Float32Array.from(rows.flat()) };
}

it.each([
  ['in the middle', [1, 2, 3], 1],
  ['at the start', [1, 2], 0],
  ['at the end', [4, 4, 2], 2],
  ['alone', [3], 0],
  ['between equals', [2, 1, 2], 1],
])('one pass gives the odds of every replacement %s', (_, wanted, at) => {
  const steps = randomSteps(9, at + wanted.length);
  const rivals = rivalsOf(steps, wanted)(at);
  const own = logLikelihood(steps, wanted);
  expect(rivals.size).toBe(CLASSES - 1);
  for (const [x, odds] of rivals) {
    const other = x === 0 ? wanted.toSpliced(at, 1) : wanted.with(at, x);
    expect(odds).toBeCloseTo(logLikelihood(steps, other) - own, 4);
  }
});

it('a text far from what stands there still has odds, however improbable', () => {
  const steps = randomSteps(60, 5);
  const wanted = Array.from({ length: 25 }, (_, i) => (i % 4) + 1);
  for (const odds of rivalsOf(steps, wanted)(12).values()) expect(Number.isFinite(odds)).toBe(true);
});
