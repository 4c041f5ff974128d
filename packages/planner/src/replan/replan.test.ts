import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CountyWish, makeCounty } from '../../corpus/county.ts';
import { checkPlan } from '../check/check-plan.ts';
import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { Travel } from '../model/travel.ts';
import type { Outcome } from '../model/words.ts';
import { makeTravel } from '../roads/make-travel.ts';
import { planRota } from '../rota/plan-rota.ts';
import type { Change, Replanned } from './change.ts';
import { type Published, replan } from './replan.ts';

/** Ways over straight lines; where a test's closure holds, those to every third village take twice as long, and to the fourth there is none. */
const travelFor = (county: County): Outcome<Travel> => {
  const made = makeTravel(county, null);
  if (!made.ok) return made;
  const { travel } = made.value;
  const closed = county.closures.filter(({ reason }) => reason === 'test');
  const slow = travel.tables.map(({ minutes, metres }) => ({ minutes: minutes.map((it, cell) => it * slowness(county, cell)), metres }));
  const isClosed = (date: string): boolean => closed.some(({ from, until }) => from <= date && date <= until);
  const tableOf: Travel['tableOf'] = (vehicle, date) => {
    const table = travel.tableOf(vehicle, date);
    return table !== null && isClosed(date) ? table + travel.tables.length : table;
  };
  return { ...made, value: { sites: travel.sites, tables: [...travel.tables, ...slow], tableOf } };
};

function slowness({ depots, villages }: County, cell: number): number {
  const sites = depots.length + villages.length;
  const ends = [cell % sites, Math.floor(cell / sites)].map((site) => site - depots.length);
  if (ends[0] === ends[1]) return 1;
  return ends.includes(3) ? Number.POSITIVE_INFINITY : ends.some((it) => it >= 0 && it % 3 === 0) ? 2 : 1;
}

async function published(county: County, rounds = 60): Promise<Published> {
  const travel = travelFor(county);
  if (!travel.ok) throw new Error(travel.problems[0]?.words.en);
  const made = await planRota(county, travel.value, { seed: 1, rounds });
  if (!made.ok) throw new Error(made.problems[0]?.words.en);
  return { county, calls: made.value.calls, plan: made.value.plan };
}

function replanned(before: Published, changes: readonly Change[], asOf: string, rounds = 20): Replanned {
  const made = replan(before, changes, { asOf, travelFor, rounds });
  if (!made.ok) throw new Error(made.problems.map(({ words }) => words.en).join('\n'));
  return made.value;
}

const wishes: fc.Arbitrary<CountyWish> = fc.record({
  villages: fc.integer({ min: 1, max: 9 }),
  vehicles: fc.integer({ min: 1, max: 2 }),
  kitchens: fc.integer({ min: 0, max: 2 }),
  drones: fc.integer({ min: 0, max: 1 }),
  depots: fc.integer({ min: 1, max: 2 }),
});
const asOfs = fc.constantFrom('2026-03-02', '2026-03-05', '2026-03-10', '2026-03-18');

/** Changes of every kind, made from what the county has. */
const someChanges = fc.array(
  fc.record({
    kind: fc.constantFrom('vehicle-out', 'move', 'hours', 'new-village', 'weather', 'road-closed'),
    pick: fc.nat(),
    from: fc.integer({ min: 0, max: 20 }),
    days: fc.integer({ min: 0, max: 6 }),
    weekday: fc.constantFrom(1, 2, 3, 4, 5),
  }),
  { minLength: 1, maxLength: 3 },
);
type Drawn = typeof someChanges extends fc.Arbitrary<infer T> ? T : never;

const dateAfter = (days: number): string => new Date(Date.parse('2026-03-02') + days * 86_400_000).toISOString().slice(0, 10);

function changesOf(county: County, drawn: Drawn): readonly Change[] {
  return drawn.flatMap(({ kind, pick, from, days, weekday }, index): readonly Change[] => {
    const vehicle = county.vehicles[pick % Math.max(1, county.vehicles.length)];
    const village = county.villages[pick % county.villages.length];
    if (!vehicle || !village) return [];
    const span = { from: dateAfter(from), until: dateAfter(from + days) };
    if (kind === 'vehicle-out') return [{ kind, vehicle: vehicle.id, ...span }];
    if (kind === 'road-closed') return [{ kind, closure: { reason: 'test', ...span, ways: [1] } }];
    if (kind === 'move') return [{ kind, village: village.id, weekdays: [weekday as 1] }];
    if (kind === 'hours') return [{ kind: 'move', village: village.id, round: 'clinic', hours: { from: 540, to: 600 } }];
    if (kind === 'new-village')
      return [
        { kind, village: { ...village, id: `new-${index}`, name: '新村', place: { ...village.place, lon: village.place.lon + 0.01 } } },
      ];
    return [{ kind: 'weather', days: [{ date: span.from, windMs: 30, isFlyable: false }] }];
  });
}

const visitsOf = ({ tours }: Plan) =>
  tours.flatMap(({ vehicle, date, stops }) => stops.map(({ call, beginMinutes }) => ({ call, vehicle, date, beginMinutes })));

test('no promise breaks silently, history stays word for word, and every difference is told', { timeout: 240_000 }, async () => {
  let breaks = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), wishes, asOfs, someChanges, async (seed, wish, asOf, drawn) => {
      const before = await published(makeCounty(seed, wish).county);
      const after = replanned(before, changesOf(before.county, drawn), asOf);
      const declared = new Set(after.broken.map(({ call, floor }) => `${CODES[floor]} ${call}`));
      for (const { code, at, words } of checkPlan(after.county, after.calls, after.travel, after.plan)) {
        const call = /\(([^()]*)\)$/.exec(at)?.[1];
        expect(declared, words.en).toContain(`${code} ${call}`);
      }
      expect(after.undeclared).toEqual([]);
      breaks += after.broken.length;
      const isPast = ({ date }: { readonly date: string }): boolean => date < asOf;
      expect(after.plan.tours.filter(isPast)).toEqual(before.plan.tours.filter(isPast));
      const [was, is] = [visitsOf(before.plan), visitsOf(after.plan)];
      for (const visit of was) {
        const same = is.find(({ call, date }) => call === visit.call && date === visit.date);
        const isKept = same?.vehicle === visit.vehicle && Math.abs(same.beginMinutes - visit.beginMinutes) <= 15;
        const told = after.moved.some(({ call, from }) => call === visit.call && from?.date === visit.date);
        expect(told, JSON.stringify(visit)).toBe(!isKept);
      }
      for (const visit of is.filter(({ call, date }) => !was.some((it) => it.call === call && it.date === date)))
        expect(after.moved.some(({ call, to }) => call === visit.call && to?.date === visit.date)).toBe(true);
    }),
    { numRuns: 60, seed: 7 },
  );
  expect(breaks).toBeGreaterThan(0);
});

const CODES = {
  visits: 'check/visits',
  'min-gap': 'check/too-close',
  'max-gap': 'check/too-far-apart',
  weekdays: 'check/wrong-weekday',
  'same-weekday': 'check/weekday-changes',
};

test('where nothing changes, the plan comes out as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), wishes, asOfs, async (seed, wish, asOf) => {
      const before = await published(makeCounty(seed, wish).county);
      const idle = before.county.vehicles.map(
        ({ id }): Change => ({ kind: 'vehicle-out', vehicle: id, from: '2026-01-01', until: '2026-03-01' }),
      );
      const { plan, moved } = replanned(before, idle, asOf);
      expect(plan).toEqual(before.plan);
      expect(moved).toEqual([]);
    }),
    { numRuns: 20, seed: 8 },
  );
});

test('a vehicle that fails moves its own visits only, unless a promise would break', { timeout: 120_000 }, async () => {
  let own = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), wishes, fc.nat(), async (seed, wish, pick) => {
      const before = await published(makeCounty(seed, wish).county);
      const tour = before.plan.tours[pick % Math.max(1, before.plan.tours.length)];
      if (!tour) return;
      const { vehicle, date: from } = tour;
      const until = new Date(Date.parse(from) + 86_400_000).toISOString().slice(0, 10);
      const change: Change = { kind: 'vehicle-out', vehicle, from, until };
      const must = visitsOf(before.plan).filter((it) => it.vehicle === vehicle && it.date >= from && it.date <= until);
      const oneByOne = replanned(before, [change], from, 0);
      const calls = new Set(must.map(({ call }) => call));
      for (const { call, what } of oneByOne.moved) if (what !== 'hour') expect(calls).toContain(call);
      // The bound: each of them must move, and where its other visits may stay, only it does.
      expect(oneByOne.moved.filter(({ what }) => what !== 'hour' && what !== 'added').length).toBeGreaterThanOrEqual(must.length);
      const together = replanned(before, [change], from, 10);
      if (oneByOne.broken.every(({ isOld }) => isOld)) expect(together.moved).toEqual(oneByOne.moved);
      expect(together.broken.length).toBeLessThanOrEqual(oneByOne.broken.length);
      own += must.length;
    }),
    { numRuns: 30, seed: 9 },
  );
  expect(own).toBeGreaterThan(20);
});

test('a village gets the day that it asks for where nobody else has to move, else it is told no', async () => {
  const before = await published(makeCounty(5, { villages: 6, vehicles: 2, rounds: ['clinic'] }).county, 200);
  const [village] = before.county.villages;
  const visit = visitsOf(before.plan).find(({ call }) => call.startsWith(`${village?.id}/`));
  const weekday = (((new Date(visit?.date ?? '').getUTCDay() + 1) % 5) + 1) as 1;
  const after = replanned(before, [{ kind: 'move', village: village?.id ?? '', weekdays: [weekday] }], '2026-03-02');
  expect(after.refused).toEqual([]);
  const days = visitsOf(after.plan).filter(({ call }) => call.startsWith(`${village?.id}/`));
  expect(days.map(({ date }) => new Date(date).getUTCDay())).toEqual(days.map(() => weekday));
  expect(after.moved.every((it) => it.village === village?.id)).toBe(true);
});

test('names that the county does not know are problems, not surprises', async () => {
  const before = await published(makeCounty(1, { villages: 2 }).county, 10);
  const made = replan(before, [{ kind: 'vehicle-out', vehicle: 'nobody', from: '2026-03-03', until: '2026-03-04' }], {
    asOf: '2026-03-03',
    travelFor,
  });
  expect(made.ok ? [] : made.problems.map(({ code }) => code)).toEqual(['plan/unknown-vehicle']);
});

test.each(['garbage', '2026-02-30', '2026-3-9', ''])('“%s” is no day to re-plan from, and nothing is thrown', async (asOf) => {
  const before = await published(makeCounty(1, { villages: 2 }).county, 8);
  const made = replan(before, [], { asOf, travelFor, rounds: 2 });
  expect(made.ok ? [] : made.problems.map(({ code, at }) => `${code} ${at}`)).toEqual(['plan/no-day asOf']);
});

test('a new village may ask for a day at once, and is new only once', async () => {
  const { county } = makeCounty(1, { villages: 3 });
  const before = await published(county, 8);
  const village = { ...(county.villages[0] as County['villages'][number]), id: 'new', name: 'New' };
  const made = replan(
    before,
    [
      { kind: 'new-village', village },
      { kind: 'move', village: 'new', weekdays: [3] },
    ],
    { asOf: '2026-03-05', travelFor, rounds: 2 },
  );
  expect(made.ok && made.value.county.villages.at(-1)?.wishes.at(-1)).toEqual({ weekdays: [3] });
  const twice = replan(
    before,
    [
      { kind: 'new-village', village },
      { kind: 'new-village', village },
    ],
    { asOf: '2026-03-05', travelFor },
  );
  expect(twice.ok ? [] : twice.problems.map(({ code, at }) => `${code} ${at}`)).toEqual(['plan/known-village changes[1]']);
});

test('a tolerance below nothing is none: what stays is not told as moved', async () => {
  const before = await published(makeCounty(1, { villages: 3 }).county, 8);
  const made = replan(before, [], { asOf: '2026-03-05', travelFor, rounds: 2, hourToleranceMinutes: -5 });
  expect(made.ok && made.value.moved).toEqual([]);
});
