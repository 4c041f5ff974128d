import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyRota } from '../../bench/plan/verify-rota.ts';
import { cheapestByTrial } from '../../corpus/rota/cheapest-by-trial.ts';
import { plainProblem, richProblem } from '../../corpus/rota/rota-problems.ts';
import type { RotaProblem } from './problem.ts';
import { searchRota } from './search-rota.ts';

describe('searchRota', () => {
  it('keeps every promise on problems of all kinds, and adds its cost up right', () => {
    fc.assert(
      fc.property(richProblem(), fc.nat(), (problem, seed) => {
        const answer = searchRota(problem, { seed, rounds: 60 });
        const { faults, cost } = verifyRota(problem, answer);
        expect(faults).toEqual([]);
        if (problem.weights.irregularity === 0) expect(answer.cost).toBeCloseTo(cost, 2);
      }),
      { numRuns: 300, seed: 11 },
    );
  });

  it('keeps every promise on plain problems, where the faster search works', () => {
    fc.assert(
      fc.property(plainProblem(), fc.nat(), (problem, seed) => {
        const answer = searchRota(problem, { seed, rounds: 60 });
        const { faults, cost } = verifyRota(problem, answer);
        expect(faults).toEqual([]);
        expect(answer.cost).toBeCloseTo(cost, 6);
      }),
      { numRuns: 200, seed: 12 },
    );
  });

  it('answers the same for the same seed and rounds', () => {
    fc.assert(
      fc.property(fc.oneof(plainProblem(), richProblem()), fc.nat(), (problem, seed) => {
        expect(searchRota(problem, { seed, rounds: 40 })).toEqual(searchRota(problem, { seed, rounds: 40 }));
      }),
      { numRuns: 40, seed: 13 },
    );
  });

  it('finds the cheapest rota of tiny problems', () => {
    fc.assert(
      fc.property(fc.oneof(plainProblem(4), richProblem(4)), (problem) => {
        if (problem.weights.irregularity > 0) return;
        const least = cheapestByTrial(problem);
        const answer = searchRota(problem, { seed: 1, rounds: 400 });
        if (least === null) expect(answer.isFeasible).toBe(false);
        else expect(answer.cost).toBeLessThanOrEqual(least + 0.01);
      }),
      { numRuns: 80, seed: 14 },
    );
  });

  it('says infeasible, and what it left out, when a visit that must be made has no room', () => {
    const [problem] = fc.sample(plainProblem(5), { numRuns: 1, seed: 3 }) as [RotaProblem];
    const full: RotaProblem = { ...problem, shifts: problem.shifts.map((shift) => ({ ...shift, longestMinutes: 0 })) };
    const answer = searchRota(full, { seed: 1, rounds: 20 });
    expect(answer.isFeasible).toBe(false);
    expect(answer.missing).toBe(full.calls.reduce((sum, { patterns }) => sum + (patterns[0]?.days.length ?? 0), 0));
    expect(answer.patterns.every((pattern) => pattern === -1)).toBe(true);
  });

  it('ends when it is cancelled, with the best plan that it has', () => {
    const [problem] = fc.sample(richProblem(6), { numRuns: 1, seed: 4 }) as [RotaProblem];
    const cancel = new AbortController();
    let told = 0;
    const answer = searchRota(problem, {
      seed: 1,
      rounds: 1e9,
      signal: cancel.signal,
      onProgress: () => {
        told++;
        cancel.abort();
      },
    });
    expect(told).toBe(2);
    expect(verifyRota(problem, answer).faults).toEqual([]);
  });

  it('begins with the plan that it is given: never a dearer one comes out', () => {
    fc.assert(
      fc.property(fc.oneof(plainProblem(), richProblem()), (problem) => {
        const start = searchRota(problem, { seed: 5, rounds: 200 });
        if (start.missing > 0) return;
        const again = searchRota(problem, { seed: 6, rounds: 1, start });
        expect(again.cost).toBeLessThanOrEqual(start.cost + 1e-6);
      }),
      { numRuns: 60, seed: 15 },
    );
  });
});
