import type { ProblemCall, ProblemShift, RotaProblem } from '../../src/mod.ts';

/** Invented places and fleets with a fixed seed. Minutes are straight lines on winding roads; places stand in clusters, as valleys have them. */
interface Invented {
  readonly villages: number;
  readonly clusters: number;
  /** Minutes from one end of the county to the other. */
  readonly across: number;
  readonly depots: number;
  readonly vehicles: number;
  /** Of the horizon, those on which vehicles work. */
  readonly days: number;
  readonly workDays: readonly number[];
  readonly patterns: readonly (readonly number[])[];
  readonly stopMinutes: (chance: () => number) => number;
  readonly longestMinutes: number;
  readonly maxOvertime: number;
  /** Some calls with windows and some for half of the vehicles only. */
  readonly isRich: boolean;
}

function inventProblem(form: Invented): RotaProblem {
  const chance = mulberry(20_261_127);
  const centres = Array.from({ length: form.clusters }, () => [chance() * form.across, chance() * form.across] as const);
  const near = (): [number, number] => {
    const [x, y] = centres[Math.floor(chance() * centres.length)] as readonly [number, number];
    const spread = form.across / 8;
    return [x + (chance() + chance() - 1) * spread, y + (chance() + chance() - 1) * spread];
  };
  const depots = Array.from({ length: form.depots }, (_, i) => [(form.across * (i + 1)) / (form.depots + 1), form.across / 2]);
  const places = [...depots, ...Array.from({ length: form.villages }, near)] as [number, number][];
  const sites = places.length;
  const minutes = new Float64Array(sites * sites);
  for (const [a, [x, y]] of places.entries()) {
    for (const [b, [u, v]] of places.entries()) minutes[a * sites + b] = Math.round(Math.hypot(x - u, y - v) * 10) / 10;
  }
  return {
    days: form.days,
    sites,
    tables: [{ minutes, cost: minutes }],
    vehicles: form.vehicles,
    loads: 0,
    shifts: form.workDays.flatMap((day) => Array.from({ length: form.vehicles }, (_, vehicle) => shiftOf(form, vehicle, day))),
    calls: Array.from({ length: form.villages }, (_, v) => callOf(form, v, chance)),
    weights: { overtime: 2, unfairness: 0, irregularity: 0, hourTolerance: 0 },
  };
}

function shiftOf(form: Invented, vehicle: number, day: number): ProblemShift {
  const home = vehicle % form.depots;
  return {
    vehicle,
    day,
    table: 0,
    start: home,
    end: home,
    opensAt: 480,
    closesAt: 480 + form.longestMinutes,
    longestMinutes: Number.POSITIVE_INFINITY,
    maxOvertime: form.maxOvertime,
    capacity: [],
    range: Number.POSITIVE_INFINITY,
    maxTrips: 1,
    turnaroundMinutes: 0,
    rest: form.isRich ? { minutes: 30, from: 690, to: 780 } : null,
  };
}

function callOf(form: Invented, village: number, chance: () => number): ProblemCall {
  const isChoosy = form.isRich && chance() < 0.2;
  return {
    site: form.depots + village,
    stopMinutes: form.stopMinutes(chance),
    load: [],
    patterns: form.patterns.map((days) => ({ days, price: 0 })),
    windows: form.isRich && chance() < 0.2 ? [{ from: 480, to: 720 }] : [],
    vehicles: isChoosy ? Array.from({ length: form.vehicles >> 1 }, (_, i) => 2 * i) : null,
    missPrice: Number.POSITIVE_INFINITY,
  };
}

/** Pairs of these days that are so far apart. */
function pairsOf(days: readonly number[], least: number, most: number): number[][] {
  return days.flatMap((first) =>
    days.filter((second) => second - first >= least && second - first <= most).map((second) => [first, second]),
  );
}

/** A county with clinic vehicles: villages twice in a fortnight on one weekday; the length of the stops is what binds. */
export function inventToy(): RotaProblem {
  return inventProblem({
    villages: 73,
    clusters: 12,
    across: 30,
    depots: 1,
    vehicles: 4,
    days: 10,
    workDays: Array.from({ length: 10 }, (_, d) => d),
    patterns: Array.from({ length: 5 }, (_, d) => [d, d + 5]),
    stopMinutes: () => 105,
    longestMinutes: 480,
    maxOvertime: 0,
    isRich: false,
  });
}

const WORK_DAYS = Array.from({ length: 28 }, (_, d) => d).filter((d) => d % 7 < 5);

/** 648 villages twice a month, 10 to 18 days apart, by 40 vehicles from three depots, with rests, windows and skills. */
export function inventMonth(): RotaProblem {
  return inventProblem({
    villages: 648,
    clusters: 60,
    across: 120,
    depots: 3,
    vehicles: 40,
    days: 28,
    workDays: WORK_DAYS,
    patterns: pairsOf(WORK_DAYS, 10, 18),
    stopMinutes: (chance) => 60 + 15 * Math.floor(chance() * 5),
    longestMinutes: 480,
    maxOvertime: 60,
    isRich: true,
  });
}

/** 5,000 stops, each on any working day of a month, by 60 vehicles. */
export function inventLarge(): RotaProblem {
  return inventProblem({
    villages: 5000,
    clusters: 200,
    across: 150,
    depots: 4,
    vehicles: 60,
    days: 28,
    workDays: WORK_DAYS,
    patterns: WORK_DAYS.map((day) => [day]),
    stopMinutes: (chance) => 20 + 10 * Math.floor(chance() * 4),
    longestMinutes: 480,
    maxOvertime: 0,
    isRich: false,
  });
}

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
