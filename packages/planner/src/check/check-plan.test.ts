import { beforeAll, expect, test } from 'vitest';
import { makeCounty } from '../../corpus/county.ts';
import type { Call } from '../model/call.ts';
import type { County, Vehicle } from '../model/county.ts';
import type { LineDelivery, Plan, Tour, TourStop } from '../model/plan.ts';
import type { Travel } from '../model/travel.ts';
import { makeTravel } from '../roads/make-travel.ts';
import { planRota } from '../rota/plan-rota.ts';
import { checkPlan } from './check-plan.ts';

interface Case {
  readonly county: County;
  readonly calls: readonly Call[];
  readonly travel: Travel;
  readonly plan: Plan;
}

let good: Case;

beforeAll(async () => {
  const { county: made } = makeCounty(1, { villages: 12, drones: 1, lines: 1, vehicles: 2 });
  const [first, ...others] = made.villages;
  // A wish that cannot be kept, so that it costs something.
  const wishing = { ...(first as County['villages'][number]), wishes: [{ weekdays: [7 as const] }] };
  const county: County = { ...made, villages: [wishing, ...others] };
  const ways = makeTravel(county, null);
  if (!ways.ok) throw new Error('no ways');
  const planned = await planRota(county, ways.value.travel, { seed: 1, rounds: 100 });
  if (!planned.ok) throw new Error('no plan');
  good = { county, calls: planned.value.calls, travel: ways.value.travel, plan: planned.value.plan };
});

test('the plan that is spoiled below is good, and has everything in it', () => {
  const { county, calls, travel, plan } = good;
  expect(checkPlan(county, calls, travel, plan)).toEqual([]);
  expect(plan.lineDeliveries.length).toBeGreaterThan(0);
  expect(plan.tours.some(({ rest }) => rest)).toBe(true);
  expect(plan.tours.some(({ trip }) => trip > 1)).toBe(true);
  expect(plan.tours.some(({ vehicle }) => vehicle.startsWith('drone'))).toBe(true);
  expect(plan.cost.wishes).toBeGreaterThan(0);
});

const tour = (it: Case, change: (tour: Tour) => Partial<Tour>, which: (tour: Tour) => boolean = () => true): Case => {
  const at = it.plan.tours.findIndex(which);
  expect(at).toBeGreaterThanOrEqual(0);
  return { ...it, plan: { ...it.plan, tours: it.plan.tours.map((own, index) => (index === at ? { ...own, ...change(own) } : own)) } };
};
const stop = (it: Case, change: (stop: TourStop) => Partial<TourStop>, which?: (tour: Tour) => boolean): Case =>
  tour(it, ({ stops }) => ({ stops: stops.map((own, index) => (index === 0 ? { ...own, ...change(own) } : own)) }), which);
const ride = (it: Case, change: (ride: LineDelivery) => Partial<LineDelivery>): Case => ({
  ...it,
  plan: { ...it.plan, lineDeliveries: it.plan.lineDeliveries.map((own, index) => (index === 0 ? { ...own, ...change(own) } : own)) },
});
const county = (it: Case, change: Partial<County>): Case => ({ ...it, county: { ...it.county, ...change } });
const vehicles = (it: Case, change: (vehicle: Vehicle) => Partial<Vehicle>): Case =>
  county(it, { vehicles: it.county.vehicles.map((own) => ({ ...own, ...change(own) })) });
const calls = (it: Case, change: (call: Call) => Partial<Call>): Case => ({
  ...it,
  calls: it.calls.map((own) => ({ ...own, ...change(own) })),
});
const plan = (it: Case, change: (plan: Plan) => Partial<Plan>): Case => ({ ...it, plan: { ...it.plan, ...change(it.plan) } });

const isClinic = ({ vehicle }: Tour): boolean => vehicle.startsWith('clinic');
const isDrone = ({ vehicle }: Tour): boolean => vehicle.startsWith('drone');
const isSecond = ({ trip }: Tour): boolean => trip === 2;
const dayAfter = (date: string, days: number): string => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
const table = (it: Case, change: (cell: number) => number): Case => ({
  ...it,
  travel: { ...it.travel, tables: it.travel.tables.map(({ minutes, metres }) => ({ metres, minutes: minutes.map(change) })) },
});

/** The second of March under a name that no calendar has. */
const sameDayTwice = (it: Case, date: string): Case =>
  tour(
    {
      ...county(it, { horizon: { ...it.county.horizon, from: '2026-02-02', days: 60 } }),
      travel: { ...it.travel, tableOf: (vehicle) => it.travel.tableOf(vehicle, '2026-03-02') },
    },
    () => ({ date }),
    (own) => isClinic(own) && own.date === '2026-03-02',
  );
/** Out until five in the morning, and on the road again at four. */
const nightShift = (it: Case): Case => {
  const [first] = it.plan.tours.filter(isClinic);
  const own = first as Tour;
  const tours = [
    { ...own, endMinutes: 1440 + 300 },
    { ...own, date: dayAfter(own.date, 1), startMinutes: 240 },
  ];
  return plan(it, () => ({ tours }));
};

test.each<[string, (it: Case) => Case]>([
  ['check/other-county', (it) => plan(it, () => ({ days: 27 }))],
  ['check/outside-horizon', (it) => tour(it, ({ date }) => ({ date: dayAfter(date, 280) }))],
  ['check/holiday', (it) => county(it, { horizon: { ...it.county.horizon, holidays: [it.plan.tours[0]?.date ?? ''] } })],
  ['check/day-off', (it) => vehicles(it, () => ({ daysOff: [it.plan.tours[0]?.date ?? ''] }))],
  ['check/day-off', (it) => vehicles(it, () => ({ weekdays: [7] }))],
  ['check/weather', (it) => county(it, { weather: [{ date: it.plan.tours.find(isDrone)?.date ?? '', windMs: 11, isFlyable: true }] })],
  ['check/weather', (it) => county(it, { weather: [{ date: it.plan.tours.find(isDrone)?.date ?? '', windMs: 0, isFlyable: false }] })],
  ['check/cannot-move', (it) => ({ ...it, travel: { ...it.travel, tableOf: () => null } })],
  ['check/too-many-trips', (it) => vehicles(it, () => ({ maxTrips: 1 }))],
  ['check/trip-numbers', (it) => tour(it, () => ({ trip: 3 }), isSecond)],
  ['check/trips-overlap', (it) => tour(it, ({ startMinutes }) => ({ startMinutes: startMinutes - 200 }), isSecond)],
  ['check/trips-overlap', (it) => vehicles(it, () => ({ turnaroundMinutes: 400 }))],
  ['check/before-shift', (it) => vehicles(it, ({ shift }) => ({ shift: { ...shift, from: shift.from + 240 } }))],
  ['check/too-late', (it) => vehicles(it, ({ shift }) => ({ shift: { ...shift, to: shift.from + 60 }, maxOvertimeMinutes: 0 }))],
  ['check/rest-not-standing', (it) => tour(it, ({ startMinutes }) => ({ rest: { from: startMinutes, to: startMinutes + 30 } }), isClinic)],
  [
    'check/no-rest',
    (it) =>
      tour(
        it,
        () => ({ rest: null }),
        ({ rest }) => rest !== null,
      ),
  ],
  [
    'check/no-rest',
    (it) =>
      tour(
        it,
        ({ rest }) => ({ rest: rest && { ...rest, to: rest.to - 1 } }),
        ({ rest }) => rest !== null,
      ),
  ],
  [
    'check/rest-not-standing',
    (it) =>
      tour(
        it,
        ({ rest, stops }) => ({
          rest: rest && { from: rest.from - 1, to: rest.to - 1 },
          stops: stops.map((own) => ({ ...own, arriveMinutes: own.beginMinutes })),
        }),
        ({ rest, stops }) => rest !== null && stops.some(({ leaveMinutes }) => leaveMinutes === rest.to),
      ),
  ],
  [
    'check/rest-not-standing',
    (it) =>
      tour(
        it,
        ({ stops }) => ({ rest: { from: stops[0]?.leaveMinutes ?? 0, to: stops[0]?.arriveMinutes ?? 0 } }),
        ({ rest }) => rest === null,
      ),
  ],
  ...(['startMinutes', 'endMinutes'] as const).flatMap((field) =>
    [0.5, Number.NaN].map((by): [string, (it: Case) => Case] => [
      'check/no-whole-minute',
      (it) => tour(it, (own) => ({ [field]: own[field] + by })),
    ]),
  ),
  ...(['arriveMinutes', 'beginMinutes', 'leaveMinutes'] as const).flatMap((field) =>
    [0.5, Number.NaN].map((by): [string, (it: Case) => Case] => [
      'check/no-whole-minute',
      (it) => stop(it, (own) => ({ [field]: own[field] + by })),
    ]),
  ),
  ['check/wrong-metres', (it) => tour(it, () => ({ metres: Number.NaN }))],
  ['check/wrong-load', (it) => tour(it, () => ({ load: { meals: Number.NaN } }))],
  ['check/outside-horizon', (it) => sameDayTwice(it, '2026-02-30')],
  [
    'check/line-does-not-run',
    (it) => ride(county(it, { horizon: { ...it.county.horizon, from: '2026-02-01', days: 60 } }), () => ({ date: '2026-02-30' })),
  ],
  ['check/trips-overlap', (it) => nightShift(it)],
  ['check/no-rest', (it) => vehicles(it, () => ({ rest: { minutes: 600, from: 600, to: 700 } }))],
  ['check/unknown-vehicle', (it) => tour(it, () => ({ vehicle: 'ghost' }))],
  ['check/empty-tour', (it) => tour(it, () => ({ stops: [] }))],
  ['check/unknown-call', (it) => stop(it, () => ({ call: 'ghost/clinic' }))],
  ['check/wrong-stop', (it) => stop(it, () => ({ round: 'ghost' }))],
  ['check/wrong-stop', (it) => stop(it, ({ village }) => ({ village: it.county.villages.find(({ id }) => id !== village)?.id ?? '' }))],
  ['check/begins-before-arriving', (it) => stop(it, ({ arriveMinutes }) => ({ beginMinutes: arriveMinutes - 1 }))],
  [
    'check/stop-too-short',
    (it) =>
      stop(
        it,
        ({ leaveMinutes }) => ({ leaveMinutes: leaveMinutes - 1 }),
        ({ rest }) => rest === null,
      ),
  ],
  ['check/stop-too-short', (it) => calls(it, ({ stopMinutes }) => ({ stopMinutes: stopMinutes + 1 }))],
  ['check/outside-window', (it) => calls(it, ({ isDelivery }) => (isDelivery ? {} : { windows: [{ from: 0, to: 1 }] }))],
  ['check/outside-window', (it) => calls(it, ({ isDelivery }) => (isDelivery ? { windows: [{ from: 0, to: 1 }] } : {}))],
  ['check/no-skill', (it) => vehicles(it, () => ({ skills: [] }))],
  ['check/no-equipment', (it) => vehicles(it, () => ({ equipment: [] }))],
  ['check/drone-has-no-crew', (it) => calls(it, () => ({ isDelivery: false }))],
  [
    'check/no-fly',
    (it) =>
      county(it, {
        noFlyZones: [
          {
            name: 'all',
            outline: [
              { lon: 0, lat: 0 },
              { lon: 180, lat: 0 },
              { lon: 180, lat: 80 },
              { lon: 0, lat: 80 },
            ],
          },
        ],
      }),
  ],
  ['check/overloaded', (it) => vehicles(it, () => ({ capacity: {} }))],
  ['check/wrong-load', (it) => tour(it, () => ({ load: { seats: 3 } }))],
  ['check/no-way', (it) => table(it, () => Number.POSITIVE_INFINITY)],
  ['check/too-fast', (it) => table(it, (cell) => cell + 1)],
  ['check/too-fast', (it) => tour(it, ({ endMinutes }) => ({ endMinutes: endMinutes - 2 }))],
  ['check/beyond-range', (it) => vehicles(it, ({ travel }) => (travel.kind === 'drone' ? { travel: { ...travel, rangeKm: 1 } } : {}))],
  ['check/wrong-travel-minutes', (it) => tour(it, ({ travelMinutes }) => ({ travelMinutes: travelMinutes - 1 }))],
  ['check/wrong-metres', (it) => tour(it, ({ metres }) => ({ metres: metres - 5 }))],
  ['check/visits', (it) => plan(it, ({ tours }) => ({ tours: tours.slice(1) }))],
  ['check/visits', (it) => calls(it, ({ visits }) => ({ visits: visits + 1 }))],
  [
    'check/visits',
    (it) =>
      plan(it, () => ({
        unserved: [{ call: it.calls[0]?.id ?? '', village: it.calls[0]?.village ?? '', visitsMissing: 1, reason: 'no-room' }],
      })),
  ],
  ['check/wrong-unserved', (it) => plan(it, () => ({ unserved: [{ call: 'ghost', village: 'x', visitsMissing: 1, reason: 'no-room' }] }))],
  ['check/twice-a-day', (it) => plan(it, ({ tours }) => ({ tours: [...tours, { ...(tours[0] as Tour), trip: 2 }] }))],
  ['check/wrong-weekday', (it) => calls(it, () => ({ weekdays: [7] }))],
  ['check/weekday-changes', (it) => tour(it, ({ date }) => ({ date: dayAfter(date, 1) }), isClinic)],
  ['check/too-close', (it) => calls(it, () => ({ minGapDays: 27 }))],
  ['check/too-far-apart', (it) => calls(it, () => ({ maxGapDays: 1 }))],
  ['check/unknown-line', (it) => ride(it, () => ({ line: 'ghost' }))],
  ['check/unknown-call', (it) => ride(it, () => ({ call: 'ghost' }))],
  ['check/not-a-delivery', (it) => calls(it, () => ({ isDelivery: false }))],
  ['check/line-does-not-run', (it) => county(it, { lines: it.county.lines.map((line) => ({ ...line, weekdays: [] })) })],
  ['check/line-does-not-stop', (it) => ride(it, ({ arriveMinutes }) => ({ arriveMinutes: arriveMinutes - 1 }))],
  ['check/line-does-not-stop', (it) => ride(it, ({ departureMinutes }) => ({ departureMinutes: departureMinutes + 1 }))],
  ['check/line-overloaded', (it) => county(it, { lines: it.county.lines.map((line) => ({ ...line, capacity: {} })) })],
  ...(['travel', 'overtime', 'unfairness', 'irregularity', 'wishes', 'total'] as const).map(
    (part) =>
      ['check/wrong-cost', (it: Case) => plan(it, ({ cost }) => ({ cost: { ...cost, [part]: cost[part] + 1 } }))] as [
        string,
        (it: Case) => Case,
      ],
  ),
])('%s is found where it is planted', (code, spoil) => {
  const spoiled = spoil(good);
  const found = checkPlan(spoiled.county, spoiled.calls, spoiled.travel, spoiled.plan);
  expect(found.map((it) => it.code)).toContain(code);
  for (const { words, at } of found) expect([words.zh, words.en, at].every((it) => it.length > 0)).toBe(true);
});

test('the last visit and the first of the next round are held apart too', () => {
  const [call] = good.calls.filter(({ visits, isDelivery }) => visits === 2 && !isDelivery);
  const twoDays = (days: readonly number[]): readonly string[] => {
    const own = { ...(call as Call), visits: 2, minGapDays: 10, maxGapDays: 18 };
    const tours = good.plan.tours.filter(isClinic).slice(0, 2);
    const moved = tours.map((it, at) => ({
      ...it,
      date: dayAfter(good.county.horizon.from, days[at] ?? 0),
      stops: it.stops.slice(0, 1).map((stop) => ({ ...stop, call: own.id })),
    }));
    return checkPlan(good.county, [own], good.travel, { ...good.plan, tours: moved }).map(({ code }) => code);
  };
  expect(twoDays([0, 14])).not.toContain('check/too-close');
  expect(twoDays([0, 20])).toEqual(expect.arrayContaining(['check/too-close', 'check/too-far-apart']));
});
