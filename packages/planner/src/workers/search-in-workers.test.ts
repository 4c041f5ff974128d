import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainProblem, richProblem } from '../../corpus/rota/rota-problems.ts';
import type { RotaProblem } from '../rota/problem.ts';
import { searchRota } from '../rota/search-rota.ts';
import { searchInWorkers } from './search-in-workers.ts';

describe('searchInWorkers', () => {
  it('answers with the best of its islands, the same for the same seeds and rounds', async () => {
    const problems = [...fc.sample(plainProblem(9), { numRuns: 1, seed: 21 }), ...fc.sample(richProblem(9), { numRuns: 1, seed: 22 })];
    for (const problem of problems) {
      const alone = [1, 2].map((seed) => searchRota(problem, { seed, rounds: 60 }));
      const answer = await searchInWorkers(problem, { seeds: [1, 2], rounds: 60 });
      expect(alone).toContainEqual(answer);
      if (alone.every(({ isFeasible }) => isFeasible)) expect(answer.cost).toBe(Math.min(...alone.map(({ cost }) => cost)));
      expect(await searchInWorkers(problem, { seeds: [1, 2], rounds: 60 })).toEqual(answer);
    }
  });

  it('ends with the best so far when it is cancelled, and tells how far it is', async () => {
    const [problem] = fc.sample(richProblem(9), { numRuns: 1, seed: 23 }) as [RotaProblem];
    const cancel = new AbortController();
    const answer = await searchInWorkers(problem, { seeds: [1, 2], rounds: 1e9, signal: cancel.signal, onProgress: () => cancel.abort() });
    expect(answer.trips.length).toBe(problem.shifts.length);
  });
});
