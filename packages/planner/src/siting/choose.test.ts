import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../model/words.ts';
import { chooseMaxCoverage, chooseSetCover } from './coverage.ts';
import { interchange, personMinutes } from './interchange.ts';
import { choosePMedian } from './p-median.ts';
import type { SitingGround } from './siting.ts';

function got<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems[0]?.words.en);
  return outcome.value;
}

/** Every set of `size` of `count` candidates that holds all of `kept`. */
function* sets(
  count: number,
  size: number,
  kept: readonly number[],
  from = 0,
  chosen: readonly number[] = [],
): Generator<readonly number[]> {
  if (chosen.length === size) {
    if (kept.every((site) => chosen.includes(site))) yield chosen;
    return;
  }
  for (let site = from; site < count; site++) yield* sets(count, size, kept, site + 1, [...chosen, site]);
}

const grounds = fc
  .record({
    places: fc.integer({ min: 1, max: 9 }),
    candidates: fc.integer({ min: 2, max: 7 }),
    keeps: fc.boolean(),
    seed: fc.array(fc.record({ minutes: fc.integer({ min: 0, max: 60 }), isCut: fc.integer({ min: 0, max: 9 }) }), {
      minLength: 63,
      maxLength: 63,
    }),
    people: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 9, maxLength: 9 }),
  })
  .map(({ places, candidates, keeps, seed, people }): SitingGround => {
    const minutes = Float64Array.from({ length: places * candidates }, (_, i) =>
      seed[i]?.isCut === 0 ? Infinity : (seed[i]?.minutes ?? 0),
    );
    return { minutes, candidates, people: people.slice(0, places), ...(keeps ? { kept: [1] } : {}) };
  });

const RUNS = { seed: 9, numRuns: 10 };

describe('on small grounds the choice is the best of all choices, and says so', () => {
  test('p-median', async () => {
    await fc.assert(
      fc.asyncProperty(grounds, fc.integer({ min: 1, max: 2 }), async (ground, sites) => {
        const choice = got(await choosePMedian(ground, sites));
        const best = Math.min(...[...sets(ground.candidates, sites, ground.kept ?? [])].map((open) => personMinutes(ground, open)));
        expect(choice.proof).toMatchObject({ status: 'optimal', gap: 0 });
        expect(choice.objective).toBeCloseTo(best, 6);
        expect(choice.open).toHaveLength(sites);
        expect(choice.open).toEqual(expect.arrayContaining([...(ground.kept ?? [])]));
      }),
      RUNS,
    );
  });

  test('most people within reach', async () => {
    await fc.assert(
      fc.asyncProperty(grounds, fc.integer({ min: 1, max: 2 }), fc.integer({ min: 0, max: 50 }), async (ground, sites, within) => {
        const covered = (open: readonly number[]): number =>
          ground.people.reduce((sum, people, place) => {
            return sum + (open.some((site) => (ground.minutes[place * ground.candidates + site] ?? Infinity) <= within) ? people : 0);
          }, 0);
        const choice = got(await chooseMaxCoverage(ground, sites, within));
        const best = Math.max(...[...sets(ground.candidates, sites, ground.kept ?? [])].map(covered));
        expect(choice.proof).toMatchObject({ status: 'optimal', gap: 0 });
        expect(choice.objective).toBe(best);
        expect(covered(choice.open)).toBe(best);
      }),
      RUNS,
    );
  });

  test('fewest sites', async () => {
    await fc.assert(
      fc.asyncProperty(grounds, fc.integer({ min: 0, max: 50 }), async (ground, within) => {
        const isNear = (place: number, site: number): boolean => (ground.minutes[place * ground.candidates + site] ?? Infinity) <= within;
        const all = [...Array(ground.candidates).keys()];
        const coverable = [...ground.people.keys()].filter((place) => all.some((site) => isNear(place, site)));
        const isCover = (open: readonly number[]): boolean => coverable.every((place) => open.some((site) => isNear(place, site)));
        const fewest = [0, ...all.map((site) => site + 1)].find((size) =>
          [...sets(ground.candidates, size, ground.kept ?? [])].some(isCover),
        );
        const outcome = await chooseSetCover(ground, within);
        const choice = got(outcome);
        expect(choice.proof).toMatchObject({ status: 'optimal', gap: 0 });
        expect(choice.open).toHaveLength(fewest ?? -1);
        expect(isCover(choice.open)).toBe(true);
        expect(outcome.ok && outcome.warnings.length).toBe(coverable.length < ground.people.length ? 1 : 0);
      }),
      RUNS,
    );
  });
});

/** Points on a plane, each a place and a candidate; 97 is enough for the search to look beyond the nearest candidates. */
function spread(count: number): SitingGround {
  const at = Array.from({ length: count }, (_, i) => [(i * 7919) % 1009, (i * 104_729) % 997] as const);
  const minutes = Float64Array.from(at.flatMap(([x, y]) => at.map(([u, v]) => Math.hypot(x - u, y - v) / 10)));
  return { minutes, candidates: count, people: at.map((_, i) => 20 + ((i * 37) % 300)) };
}

test('looking at the nearest candidates only is no loss: one site of 97, against all', async () => {
  const ground = spread(97);
  const choice = got(await choosePMedian(ground, 1));
  const best = Math.min(...[...Array(97).keys()].map((site) => personMinutes(ground, [site])));
  expect(choice.objective).toBeCloseTo(best, 6);
  expect(choice.proof.status).toBe('optimal');
});

test('out of time there is a choice all the same, and the gap is told', async () => {
  const ground = spread(97);
  const { open, proof, objective } = got(await choosePMedian(ground, 9, { seconds: 0 }));
  expect(open).toHaveLength(9);
  expect(proof.status).toBe('timed-out');
  expect(proof.gap).toBeCloseTo((objective - proof.bound) / objective, 9);
  expect(objective).toBeCloseTo(personMinutes(ground, interchange(ground, 9)), 6);
});

test('people who reach no candidate at all are told', async () => {
  const ground = { minutes: Float64Array.from([1, 2, Infinity, Infinity]), candidates: 2, people: [10, 20] };
  const outcome = await choosePMedian(ground, 1);
  expect(outcome.ok && outcome.warnings.map(({ code, at }) => [code, at])).toEqual([['plan/siting-stranded', 'siting, 1']]);
  expect(got(outcome).siteOf).toEqual([0, null]);
});

test('cancelled, it ends with what it has', async () => {
  const signal = AbortSignal.abort();
  const choice = got(await choosePMedian(spread(30), 3, { signal }));
  expect(choice.open).toHaveLength(3);
  expect(choice.proof.status).toBe('cancelled');
});

test('questions that make no sense are problems', async () => {
  const ground = spread(5);
  const codes = async (sites: number, other: Partial<SitingGround>): Promise<readonly string[]> => {
    const outcome = await choosePMedian({ ...ground, ...other }, sites);
    return outcome.ok ? [] : outcome.problems.map(({ code }) => code);
  };
  expect(await codes(0, {})).toEqual(['plan/siting-count']);
  expect(await codes(6, {})).toEqual(['plan/siting-count']);
  expect(await codes(1, { kept: [1, 2] })).toEqual(['plan/siting-count']);
  expect(await codes(2, { kept: [9] })).toEqual(['plan/siting-kept']);
  expect(await codes(2, { people: [1] })).toEqual(['plan/siting-numbers']);
  expect(await codes(2, { people: [1, 2, 3, 4, -5] })).toEqual(['plan/siting-numbers']);
});
