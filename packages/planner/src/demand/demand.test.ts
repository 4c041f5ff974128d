import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeCounty } from '../../corpus/county.ts';
import type { County, Service, Village } from '../model/county.ts';
import type { Weekday } from '../model/units.ts';
import { dayPatterns, mostVisits, type PatternTerms } from './day-patterns.ts';
import { longestStop } from './longest-stop.ts';
import { makeCalls } from './make-calls.ts';
import { rideLines } from './ride-lines.ts';

const SERVICE: Service = {
  id: 'clinic',
  name: '巡诊',
  round: 'clinic',
  shares: { '60-79': 0.1, '80+': 0.5 },
  minutesPerPerson: 6,
  setupMinutes: 15,
  desks: 2,
  frequency: [
    { upToResidents: 100, visits: 2 },
    { upToResidents: null, visits: 4 },
  ],
  minGapDays: 5,
  maxGapDays: 16,
  weekdays: [1, 2, 3],
  windows: [{ from: 480, to: 700 }],
  skills: ['doctor'],
  equipment: [],
  loadPerPerson: {},
  isDelivery: false,
};
const VILLAGE: Village = { id: 'v', name: 'V', place: { lon: 119, lat: 28 }, residents: { '60-79': 40, '80+': 9 }, needs: {}, wishes: [] };

const base = makeCounty(1, { villages: 1 }).county;
const county = (services: readonly Service[], village: Partial<Village> = {}): County => ({
  ...base,
  services,
  villages: [{ ...VILLAGE, ...village }],
});
const callsIn = (it: County) => {
  const made = makeCalls(it);
  if (!made.ok) throw new Error(made.problems[0]?.words.en);
  return made.value;
};
const problemsIn = (...services: readonly Service[]) => {
  const made = makeCalls(county(services));
  return made.ok ? [] : made.problems.map(({ code, at }) => `${code} ${at}`);
};

test('persons are whole people by share, minutes are shared by desks, visits follow the population', () => {
  // 40 × 0.1 + 9 × 0.5 = 8.5, so 9 people: 9 × 6 / 2 = 27 minutes, and 15 to set up.
  expect(callsIn(county([SERVICE]))).toMatchObject([
    { id: 'v/clinic', visits: 2, stopMinutes: 42, services: [{ service: 'clinic', persons: 9, minutes: 27 }] },
  ]);
  expect(callsIn(county([SERVICE], { residents: { '60-79': 101 } }))).toMatchObject([{ visits: 4 }]);
});

test('known needs count instead of shares, `all` is a share of everybody, and where nobody comes there is no call', () => {
  expect(callsIn(county([SERVICE], { needs: { clinic: 3 } }))[0]?.services[0]?.persons).toBe(3);
  expect(callsIn(county([{ ...SERVICE, shares: { all: 0.2 } }]))[0]?.services[0]?.persons).toBe(10);
  expect(callsIn(county([SERVICE], { needs: { clinic: 0 } }))).toEqual([]);
});

test('services of a round are one stop with the strictest terms of each', () => {
  const other: Service = {
    ...SERVICE,
    id: 'chronic',
    setupMinutes: 10,
    minGapDays: 6,
    maxGapDays: 15,
    weekdays: [2, 3, 4],
    windows: [],
    skills: ['nurse'],
  };
  expect(callsIn(county([SERVICE, other]))).toMatchObject([
    {
      minGapDays: 6,
      maxGapDays: 15,
      weekdays: [2, 3],
      windows: [{ from: 480, to: 700 }],
      skills: ['doctor', 'nurse'],
      stopMinutes: 15 + 27 + 27,
    },
  ]);
});

test.each<[string, Partial<Service>]>([
  ['plan/round-gaps services other + clinic', { minGapDays: 17, maxGapDays: null, frequency: [{ upToResidents: null, visits: 1 }] }],
  ['plan/round-weekdays services clinic + other', { weekdays: [4, 5] }],
  ['plan/round-windows services clinic + other', { windows: [{ from: 800, to: 900 }] }],
  ['plan/round-too-many-visits services other + clinic', { frequency: [{ upToResidents: null, visits: 6 }], minGapDays: 1 }],
])('%s', (expected, change) => {
  expect(problemsIn(SERVICE, { ...SERVICE, id: 'other', name: '其他', ...change })).toEqual([expected]);
});

test('too few visits for the longest gap is a contradiction of one service with itself', () => {
  expect(problemsIn({ ...SERVICE, maxGapDays: 13 })).toEqual(['plan/round-too-few-visits services clinic']);
});

test('a stop that is longer than a shift is split into equal parts that fit', () => {
  const calls = callsIn(county([SERVICE], { needs: { clinic: 300 } }));
  expect(calls.map(({ id }) => id)).toEqual(['v/clinic#1', 'v/clinic#2', 'v/clinic#3', 'v/clinic#4'].slice(0, calls.length));
  expect(calls.length).toBeGreaterThan(1);
  expect(calls.reduce((sum, { services }) => sum + (services[0]?.persons ?? 0), 0)).toBe(300);
  const rooms = base.vehicles.filter(({ skills }) => skills.includes('doctor')).map((it) => longestStop(it, 0));
  for (const { stopMinutes } of calls) expect(stopMinutes).toBeLessThanOrEqual(Math.max(...rooms));
});

test.each([1e5, 1e9, 1e300])('%d patients in a village are a mistyped number: one call, and a warning', (clinic) => {
  const made = makeCalls(county([SERVICE], { needs: { clinic } }));
  expect(made.ok && made.value.map(({ id }) => id)).toEqual(['v/clinic']);
  expect(made.ok && made.warnings.map(({ code, at }) => `${code} ${at}`)).toEqual(['plan/stop-too-long villages v, clinic']);
});

const weekdayOf = (day: number): Weekday => ((day % 7) + 1) as Weekday;

/** All sets of days by trying every one. */
function allPatterns({ days, visits, minGapDays, maxGapDays, allowed, mostWeekdays }: PatternTerms): string[] {
  const found: string[] = [];
  const grow = (set: readonly number[], from: number): void => {
    if (set.length === visits) {
      const gaps = set.map((day, index) => (set[index + 1] ?? (set[0] as number) + days) - day);
      const isApart = gaps.every((gap) => gap >= Math.max(1, minGapDays) && gap <= (maxGapDays ?? days));
      if (isApart && new Set(set.map(weekdayOf)).size <= (mostWeekdays ?? 7)) found.push(set.join());
      return;
    }
    for (let at = from; at < allowed.length; at++) grow([...set, allowed[at] as number], at + 1);
  };
  grow([], 0);
  return found;
}

test('patterns are exactly the sets of days that keep gaps, weekdays and the round’s end; a cap takes some of them and no others', () => {
  const terms = fc.record({
    days: fc.integer({ min: 1, max: 21 }),
    visits: fc.integer({ min: 1, max: 4 }),
    minGapDays: fc.integer({ min: 0, max: 8 }),
    maxGapDays: fc.option(fc.integer({ min: 1, max: 14 })),
    skipped: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 6 }),
    mostWeekdays: fc.constantFrom(null, 1, 2),
  });
  fc.assert(
    fc.property(terms, ({ skipped, ...own }) => {
      const allowed = Array.from({ length: own.days }, (_, day) => day).filter((day) => !skipped.includes(day));
      const full = { ...own, allowed, weekdayOf };
      const all = allPatterns(full).sort();
      expect(
        dayPatterns(full, 10_000)
          .map((it) => it.join())
          .sort(),
      ).toEqual(all);
      const some = dayPatterns(full, 5).map((it) => it.join());
      expect(some.every((it) => all.includes(it))).toBe(true);
      expect(some.length).toBeGreaterThan(all.length === 0 ? -1 : 0);
    }),
    { seed: 3, numRuns: 300 },
  );
});

test('a month of daily visits is counted, not enumerated', () => {
  const allowed = Array.from({ length: 31 }, (_, day) => day);
  const patterns = dayPatterns({ days: 31, visits: 15, minGapDays: 1, maxGapDays: null, allowed, weekdayOf, mostWeekdays: null }, 100);
  expect(patterns.length).toBe(100);
});

test.each([
  [183, 4],
  [300, 6],
  [366, 7],
])('a year of %d visits on at most %d weekdays is counted, not enumerated, and each pattern is whole', (visits, mostWeekdays) => {
  const allowed = Array.from({ length: 366 }, (_, day) => day);
  const patterns = dayPatterns({ days: 366, visits, minGapDays: 1, maxGapDays: null, allowed, weekdayOf, mostWeekdays }, 100);
  expect(patterns.length).toBeGreaterThan(0);
  for (const pattern of patterns) {
    expect(pattern.length).toBe(visits);
    expect(pattern.every((day, at) => Number.isInteger(day) && day > (pattern[at - 1] ?? -1))).toBe(true);
    expect(new Set(pattern.map(weekdayOf)).size).toBeLessThanOrEqual(mostWeekdays);
  }
});

test('as many visits fit as the largest set of days that keeps the shortest gap', () => {
  const terms = fc.record({
    days: fc.integer({ min: 1, max: 16 }),
    minGapDays: fc.integer({ min: 0, max: 8 }),
    skipped: fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 6 }),
    mostWeekdays: fc.constantFrom(null, 1, 2),
  });
  fc.assert(
    fc.property(terms, ({ skipped, ...own }) => {
      const allowed = Array.from({ length: own.days }, (_, day) => day).filter((day) => !skipped.includes(day));
      const frame = { ...own, allowed, weekdayOf };
      const fits = (visits: number): boolean => allPatterns({ ...frame, visits, maxGapDays: null }).length > 0;
      const most = Array.from({ length: 16 }, (_, it) => 16 - it).find(fits) ?? 0;
      expect(mostVisits(frame)).toBe(most);
    }),
    { seed: 5, numRuns: 60 },
  );
});

test('buses take deliveries while they have room on each departure, and leave the rest', () => {
  const goods: Service = {
    ...SERVICE,
    id: 'parcels',
    round: 'parcels',
    isDelivery: true,
    loadPerPerson: { parcels: 1 },
    windows: [],
    skills: [],
    weekdays: [],
    minGapDays: 7,
  };
  const line = { ...(makeCounty(1).county.lines[0] as County['lines'][number]), weekdays: [1, 2, 3, 4, 5, 6, 7] as const };
  const villages = ['a', 'b', 'c'].map((id) => ({ ...VILLAGE, id, needs: { parcels: 5 } }));
  const stops = villages.map(({ id, name, place }, at) => ({ village: id, name, place, minutesFromStart: 10 * at }));
  const own: County = { ...base, villages, services: [goods], lines: [{ ...line, stops, departures: [480], capacity: { parcels: 10 } }] };
  const calls = callsIn(own);
  const { deliveries, left } = rideLines(own, calls);
  const loads = Map.groupBy(deliveries, ({ date }) => date);
  for (const aboard of loads.values()) expect(aboard.length).toBeLessThanOrEqual(2);
  expect(deliveries.length).toBe(2 * (3 - left.length));
  expect(rideLines({ ...own, lines: [{ ...line, stops, departures: [480], capacity: {} }] }, calls).left).toEqual(calls);
});
