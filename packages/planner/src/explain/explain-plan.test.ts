import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CountyWish, makeCounty } from '../../corpus/county.ts';
import { checkPlan } from '../check/check-plan.ts';
import type { County } from '../model/county.ts';
import { patternsWithin } from '../placing/floors.ts';
import { priceDays } from '../placing/price-days.ts';
import { standPlan, tripsOf } from '../placing/standing.ts';
import { makeTravel } from '../roads/make-travel.ts';
import { planRota } from '../rota/plan-rota.ts';
import { planOfDays } from '../rota/to-plan.ts';
import { deskFor, place } from './desk.ts';
import { explainPlan, type Planned } from './explain-plan.ts';

async function planned(county: County, rounds: number): Promise<Planned & { readonly isWhole: boolean }> {
  const travel = makeTravel(county, null);
  if (!travel.ok) throw new Error(travel.problems[0]?.words.en);
  const made = await planRota(county, travel.value.travel, { seed: 1, rounds });
  if (!made.ok) throw new Error(made.problems.map(({ words }) => words.en).join('\n'));
  const { plan, calls } = made.value;
  return { county, calls, travel: travel.value.travel, plan, isWhole: plan.unserved.length === 0 };
}

const wishes: fc.Arbitrary<CountyWish> = fc.record({
  villages: fc.integer({ min: 2, max: 8 }),
  vehicles: fc.integer({ min: 1, max: 2 }),
  kitchens: fc.integer({ min: 0, max: 1 }),
  drones: fc.integer({ min: 0, max: 1 }),
  closures: fc.integer({ min: 0, max: 1 }),
});

/** Villages that want a day or an hour, which the generator does not make. */
const withWishes = (county: County): County => ({
  ...county,
  villages: county.villages.map((it, at) => ({
    ...it,
    wishes: at % 3 === 0 ? [{ weekdays: [4] }] : at % 3 === 1 ? [{ round: 'clinic', hours: { from: 540, to: 660 } }] : [],
  })),
});

test('a plan that stands costs what the plan says, and written out again it is the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), wishes, async (seed, wish) => {
      const { county, calls, travel, plan } = await planned(withWishes(makeCounty(seed, wish).county), 40);
      const standing = standPlan(county, calls, travel, plan);
      expect(standing.strangers).toEqual([]);
      const cost = priceDays(standing, standing.days);
      for (const part of ['travel', 'overtime', 'unfairness', 'irregularity', 'wishes', 'total'] as const)
        expect(cost[part]).toBeCloseTo(plan.cost[part], 6);
      const again = planOfDays(
        { county, calls, travel, made: standing.made, lineDeliveries: plan.lineDeliveries },
        standing.days,
        plan.search,
      );
      expect(again.tours).toEqual(plan.tours);
    }),
    { numRuns: 25, seed: 3 },
  );
});

test('each price is that of a plan which the checker passes and adds up alike', { timeout: 120_000 }, async () => {
  let checked = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), wishes, async (seed, wish) => {
      const { county, calls, travel, plan } = await planned(withWishes(makeCounty(seed, wish).county), 40);
      const standing = standPlan(county, calls, travel, plan);
      const parts = { county, calls, travel, made: standing.made, lineDeliveries: plan.lineDeliveries };
      const cost = priceDays(standing, standing.days);
      for (const [at, call] of standing.made.calls.entries()) {
        const desk = deskFor(standing, cost, at, 4);
        const sets = patternsWithin(county, call, desk.doable);
        for (const set of sets.slice(0, 6)) {
          const best = place(desk, [set]);
          if (!best) continue;
          const other = planOfDays(parts, best.days, plan.search);
          expect(checkPlan(county, calls, travel, other)).toEqual([]);
          expect(other.cost.total).toBeCloseTo(best.cost.total, 6);
          checked++;
        }
      }
    }),
    { numRuns: 12, seed: 4 },
  );
  expect(checked).toBeGreaterThan(100);
});

test('the price of another day is what trying every place of every vehicle finds', { timeout: 120_000 }, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 2, max: 7 }), fc.boolean(), async (seed, villages, isFair) => {
      const made = makeCounty(seed, { villages, vehicles: 2, rounds: ['clinic'], closures: 0 }).county;
      const policy = { ...made.policy, irregularityWeight: 0, unfairnessWeight: isFair ? made.policy.unfairnessWeight : 0 };
      const villagers = made.villages.map((it) => ({ ...it, wishes: [] }));
      const county: County = { ...made, policy, villages: villagers, vehicles: made.vehicles.map((it) => ({ ...it, rest: null })) };
      const { calls, travel, plan } = await planned(county, 60);
      const standing = standPlan(county, calls, travel, plan);
      const cost = priceDays(standing, standing.days);
      for (const at of standing.made.calls.keys()) {
        const desk = deskFor(standing, cost, at, 1_000_000);
        for (const set of patternsWithin(county, desk.call, desk.doable)) {
          const claimed = place(desk, [set]);
          const tried = cheapestByTrial(desk, set, county);
          if (tried === null) expect(claimed).toBeNull();
          else expect(claimed?.total).toBeCloseTo(tried, 6);
          compared++;
        }
      }
    }),
    { numRuns: 20, seed: 5 },
  );
  expect(compared).toBeGreaterThan(200);
});

/** Every shift and place for each visit of a call without hours or rests; all others stand. Adds up driving, overtime and unfairness by itself. */
function cheapestByTrial(desk: ReturnType<typeof deskFor>, set: readonly number[], { policy }: County): number | null {
  const { problem } = desk.lifted.made;
  const rows = problem.shifts.map((_, at) => tripsOf(desk.lifted.days[at])[0] ?? []);
  const measure = (at: number, row: readonly number[]): { travel: number; late: number; work: number } | null => {
    const shift = problem.shifts[at];
    if (!shift || row.length === 0) return { travel: 0, late: 0, work: 0 };
    let [here, travel, work] = [shift.start, 0, 0];
    for (const code of row) {
      const site = problem.calls[code]?.site as number;
      travel += problem.tables[shift.table]?.minutes[here * problem.sites + site] as number;
      work += problem.calls[code]?.stopMinutes as number;
      here = site;
    }
    travel += problem.tables[shift.table]?.minutes[here * problem.sites + shift.end] as number;
    const late = shift.opensAt + travel + work - shift.closesAt;
    return late > shift.maxOvertime || !Number.isFinite(travel) ? null : { travel, late: Math.max(0, late), work: travel + work };
  };
  const total = (): number | null => {
    const worked = Array.from({ length: problem.vehicles }, () => 0);
    let sum = 0;
    for (const [at, row] of rows.entries()) {
      const day = measure(at, row);
      if (!day) return null;
      sum += day.travel + policy.overtimeWeight * day.late;
      const vehicle = problem.shifts[at]?.vehicle as number;
      worked[vehicle] = (worked[vehicle] ?? 0) + day.work;
    }
    const pairs = worked.flatMap((a, i) => worked.slice(i + 1).map((b) => Math.abs(a - b)));
    return sum + (pairs.length > 0 ? (policy.unfairnessWeight * pairs.reduce((a, b) => a + b, 0)) / pairs.length : 0);
  };
  let least: number | null = null;
  const visit = (index: number): void => {
    if (index === set.length) {
      const sum = total();
      if (sum !== null && (least === null || sum < least)) least = sum;
      return;
    }
    for (const [at, shift] of problem.shifts.entries()) {
      if (shift.day !== set[index] || problem.calls[desk.at]?.vehicles?.includes(shift.vehicle) === false) continue;
      const before = rows[at] ?? [];
      for (let place = 0; place <= before.length; place++) {
        rows[at] = before.toSpliced(place, 0, desk.at);
        visit(index + 1);
      }
      rows[at] = before;
    }
  };
  visit(0);
  return least;
}

test('every round of every village is explained: its own day and vehicle cost nothing more than they do, and what cannot be names what forbids it', async () => {
  const made = await planned(withWishes(makeCounty(3, { villages: 6, vehicles: 1, kitchens: 1, drones: 1 }).county), 200);
  const { calls } = explainPlan(made);
  expect(calls.map(({ call }) => call)).toEqual(made.calls.map(({ id }) => id));
  for (const { days, vehicles, why, visits } of calls) {
    expect(why.zh).not.toBe('');
    for (const choice of [...days, ...vehicles]) {
      if (!choice.outcome.isPossible) expect(choice.outcome.forbidden.length, choice.words.en).toBeGreaterThan(0);
      else if (choice.isChosen) expect(choice.outcome.extra.total).toBeLessThanOrEqual(1e-6);
    }
    if (days.length > 0 && visits.length > 0) expect(vehicles).toHaveLength(made.county.vehicles.length);
  }
  const forbidden = new Set(
    calls.flatMap((it) => it.vehicles.flatMap(({ outcome }) => (outcome.isPossible ? [] : outcome.forbidden.map(({ by }) => by)))),
  );
  expect([...forbidden]).toEqual(expect.arrayContaining(['skills', 'equipment']));
  expect(JSON.parse(JSON.stringify(calls))).toEqual(calls);
});

test('one vehicle for two villages with the same wish: the one that is not kept says what it would take', async () => {
  const made = await planned(withWishes(makeCounty(3, { villages: 6, vehicles: 1, rounds: ['clinic'] }).county), 200);
  const wished = explainPlan(made).calls.flatMap((it) => it.wishes);
  expect(wished.length).toBeGreaterThan(0);
  for (const wish of wished) expect(wish.outcome === null).toBe(wish.isKept);
});
