import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeCounty } from '../../../corpus/county.ts';
import { cheapestByTrial } from '../../../corpus/rota/cheapest-by-trial.ts';
import { plainProblem, richProblem } from '../../../corpus/rota/rota-problems.ts';
import type { County, Wish } from '../../model/county.ts';
import type { Weekday } from '../../model/units.ts';
import { makeTravel } from '../../roads/make-travel.ts';
import { planRota } from '../../rota/plan-rota.ts';
import { searchRota } from '../../rota/search-rota.ts';
import type { Planned } from '../explain-plan.ts';
import { problemFor } from './demand-set.ts';
import { explainShortage } from './explain-shortage.ts';
import { isProvenImpossible } from './prove-impossible.ts';
import { filterByDeletion, quickXplain } from './quick-xplain.ts';

async function planned(county: County, rounds = 200): Promise<Planned> {
  const travel = makeTravel(county, null);
  if (!travel.ok) throw new Error(travel.problems[0]?.words.en);
  const made = await planRota(county, travel.value.travel, { seed: 1, rounds });
  if (!made.ok) throw new Error(made.problems[0]?.words.en);
  return { county, travel: travel.value.travel, calls: made.value.calls, plan: made.value.plan };
}

/** One clinic vehicle on few days, and villages that want one of them. */
function scarce(seed: number, villages: number, weekdays: readonly Weekday[], wish?: Wish): County {
  const { county } = makeCounty(seed, { villages, vehicles: 1, rounds: ['clinic'], closures: 0 });
  return {
    ...county,
    vehicles: county.vehicles.map((it) => ({ ...it, weekdays, maxOvertimeMinutes: 0 })),
    villages: county.villages.map((it) => ({ ...it, wishes: wish ? [wish] : [] })),
  };
}

test('a minimal conflict is found whatever conflicts there are', () => {
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (conflicts) => {
      const isMet = (all: readonly number[]): boolean => !conflicts.some((one) => one.every((it) => all.includes(it)));
      const all = Array.from({ length: 10 }, (_, it) => it);
      const found = filterByDeletion(quickXplain([], all, isMet), isMet);
      expect(isMet(found)).toBe(false);
      for (const member of found) expect(isMet(found.filter((it) => it !== member))).toBe(true);
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('conflicts are minimal: the demands cannot be met, and without any one of them the others can', { timeout: 120_000 }, async () => {
  let conflicts = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 4, max: 11 }), fc.boolean(), async (seed, villages, isWished) => {
      const made = await planned(scarce(seed, villages, [2], isWished ? { hours: { from: 540, to: 600 } } : undefined), 60);
      const { conflicts: found, missing } = await explainShortage(made, { rounds: 60, remedyRounds: 1, conflicts: 2 });
      expect(missing).toBe(made.plan.unserved.reduce((sum, it) => sum + it.visitsMissing, 0));
      for (const { demands, isMinimal, words, calls } of found) {
        conflicts++;
        expect(isMinimal).toBe(true);
        expect([words.zh, words.en]).not.toContain('');
        expect(calls.length).toBeGreaterThan(0);
        for (const member of demands) {
          const rest = problemFor(
            made,
            demands.filter((it) => it !== member),
          );
          expect(rest === null ? 1 : searchRota(rest.problem, { seed: 1, rounds: 60 }).missing, words.en).toBe(0);
        }
      }
    }),
    { numRuns: 12, seed: 2 },
  );
  expect(conflicts).toBeGreaterThan(5);
});

test('what is proven impossible is impossible by trying everything', { timeout: 120_000 }, async () => {
  let proven = 0;
  const problems = fc.sample(fc.oneof(plainProblem(4), richProblem(4)), { numRuns: 40, seed: 6 });
  for (const problem of problems) {
    // A tight day, and no price at which a visit may be left out.
    const tight = {
      ...problem,
      shifts: problem.shifts.map((it) => ({ ...it, closesAt: it.opensAt + (it.closesAt - it.opensAt) / 3, maxOvertime: 0 })),
      calls: problem.calls.map((it) => ({ ...it, missPrice: Number.POSITIVE_INFINITY })),
    };
    if (!(await isProvenImpossible(tight, 10))) continue;
    proven++;
    expect(cheapestByTrial(tight)).toBeNull();
  }
  expect(proven).toBeGreaterThan(3);
});

test('a wish for a day on which no crew works is told so, with proof', async () => {
  const made = await planned(scarce(1, 5, [2, 4], { weekdays: [5] }));
  const { conflicts } = await explainShortage(made, { remedyRounds: 20 });
  expect(conflicts[0]).toMatchObject({ isProven: true, isMinimal: true });
  expect(conflicts[0]?.words.en).toContain('no vehicle that could come works on Friday');
});

test('one more vehicle, an hour more, and shorter stops are priced from the same plan, and never lose a visit', async () => {
  const made = await planned(scarce(1, 16, [2]));
  const { remedies, missing } = await explainShortage(made, { conflicts: 0, remedyRounds: 100 });
  expect(missing).toBeGreaterThan(0);
  expect(remedies.map(({ kind }) => kind)).toEqual(['vehicle', 'shift', 'stops']);
  for (const remedy of remedies) expect(remedy.visitsGained).toBeGreaterThanOrEqual(0);
  expect(remedies[0]?.visitsGained).toBeGreaterThan(0);
});
