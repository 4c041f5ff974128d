import type { Chance } from '../chance.ts';
import { endOfRow, NEXT_TRIP } from '../shift-times.ts';
import type { Ground } from './ground.ts';
import type { Row } from './row.ts';

/** The cheapest place found for one call on one day. */
export interface Place {
  cost: number;
  shift: number;
  /** Index into the row's codes; `isNewTrip` makes it a trip of its own, before all others (0) or after them. */
  at: number;
  isNewTrip: boolean;
}

/** A price for each vehicle's working minute beside the rest (from unfairness), and the hour that a call is used to. */
export interface Leaning {
  readonly workPrice: Float64Array | null;
  usualHour: number;
  /** Whether places are passed over freely: narrow windows make traps that no cheap step leads out of. */
  isWild: boolean;
}

/** Of the best places, this part is passed over, so that the same greedy choice is not made for ever (SISR's blinks); and of all places in wild rounds. */
const BLINK = 0.01;
const WILD_BLINK = 0.3;

const SLACK = 1e-7;
let trial = new Int32Array(64);

/** Best places by shift and call, with the row that they were found in. */
export interface Memory {
  readonly row: Int32Array;
  readonly cost: Float64Array;
  readonly longer: Float64Array;
  readonly at: Int32Array;
}

/** Cells beyond which the memory would be too large; every place is then looked for anew. */
const MOST_CELLS = 2e7;

export function openMemory({ problem }: Ground): Memory | null {
  const cells = problem.shifts.length * problem.calls.length;
  if (cells > MOST_CELLS) return null;
  return {
    row: new Int32Array(cells).fill(-1),
    cost: new Float64Array(cells),
    longer: new Float64Array(cells),
    at: new Int32Array(cells),
  };
}

/** Looks through all rows of a day. Leaves `place.shift` at -1 when no place fits. */
export function findPlace(
  ground: Ground,
  memory: Memory | null,
  rows: readonly Row[],
  call: number,
  day: number,
  chance: Chance,
  leaning: Leaning,
  place: Place,
): void {
  const { allowed, kindOf, problem } = ground;
  place.cost = Number.POSITIVE_INFINITY;
  place.shift = -1;
  const shifts = ground.shiftsOf[day] as Int32Array;
  const mayRemember = memory !== null && leaning.usualHour < 0 && !leaning.isWild;
  let lastEmpty = -1;
  for (let k = 0; k < shifts.length; k++) {
    const s = shifts[k] as number;
    if (allowed !== null && allowed[call * problem.vehicles + (problem.shifts[s]?.vehicle as number)] === 0) continue;
    const row = rows[s] as Row;
    if (row.codes.length === 0 && leaning.workPrice === null) {
      if (kindOf[s] === lastEmpty) continue;
      lastEmpty = kindOf[s] as number;
    }
    if (mayRemember) remember(ground, memory, row, s, call, chance, leaning, place);
    else findInRow(ground, row, s, call, chance, leaning, place);
  }
}

const found: Place = { cost: 0, shift: -1, at: 0, isNewTrip: false };
const NO_LEANING: Leaning = { workPrice: null, usualHour: -1, isWild: false };
let foundLonger = 0;

/** As `findInRow`, but of a row that stands as it stood the best place is known; what work costs is added to that place only. */
function remember(ground: Ground, memory: Memory, row: Row, s: number, call: number, chance: Chance, leaning: Leaning, place: Place): void {
  const cell = s * ground.siteOf.length + call;
  if (memory.row[cell] !== row.id) {
    found.cost = Number.POSITIVE_INFINITY;
    found.isNewTrip = false;
    findInRow(ground, row, s, call, chance, NO_LEANING, found);
    memory.row[cell] = row.id;
    memory.cost[cell] = found.cost;
    memory.longer[cell] = foundLonger;
    memory.at[cell] = found.isNewTrip ? -1 - found.at : found.at;
  }
  let cost = memory.cost[cell] as number;
  if (leaning.workPrice !== null) {
    cost += (memory.longer[cell] as number) * (leaning.workPrice[ground.problem.shifts[s]?.vehicle as number] as number);
  }
  if (!(cost < place.cost) || chance.part() < BLINK) return;
  const at = memory.at[cell] as number;
  place.cost = cost;
  place.shift = s;
  place.at = at < 0 ? -1 - at : at;
  place.isNewTrip = at < 0;
}

function findInRow(ground: Ground, row: Row, s: number, call: number, chance: Chance, leaning: Leaning, place: Place): void {
  const { problem, sites, siteOf, load, isTimed } = ground;
  const shift = problem.shifts[s] as (typeof problem.shifts)[number];
  const { cost, minutes, metres } = problem.tables[shift.table] as (typeof problem.tables)[number];
  const { codes } = row;
  const site = siteOf[call] as number;
  const stop = ground.stopMinutes[call] as number;
  const latest = shift.closesAt + shift.maxOvertime + SLACK;
  const isEmpty = codes.length === 0;
  const endsAt = isEmpty ? shift.opensAt : row.endsAt;
  const departsAt = isEmpty ? shift.opensAt : row.departsAt;
  const workPrice = leaning.workPrice?.[shift.vehicle] ?? 0;
  const isRanged = shift.range < Number.POSITIVE_INFINITY && metres !== undefined;
  const length = codes.length;

  const fits = (trip: number): boolean => {
    for (let l = 0; l < problem.loads; l++) {
      const aboard = row.loads[trip * problem.loads + l] ?? 0;
      if (aboard + (load[call * problem.loads + l] as number) > (shift.capacity[l] as number) + SLACK) return false;
    }
    return true;
  };
  const offer = (travel: number, longer: number, at: number, isNewTrip: boolean): void => {
    if (leaning.isWild && chance.part() < WILD_BLINK) return;
    let end = endsAt + longer;
    let more = travel;
    if (isTimed) {
      end = endWith(ground, s, codes, call, at, isNewTrip);
      if (leaning.usualHour >= 0) more += lateness(ground, leaning.usualHour, trialBegin);
    } else if (end - departsAt > shift.longestMinutes + SLACK) return;
    if (!(end <= latest)) return;
    more += problem.weights.overtime * (Math.max(0, end - shift.closesAt) - row.overtime);
    more += workPrice * (end - endsAt);
    if (!(more < place.cost)) return;
    foundLonger = end - endsAt;
    place.cost = more;
    place.shift = s;
    place.at = at;
    place.isNewTrip = isNewTrip;
  };

  let here = shift.start;
  let last = here;
  let trip = 0;
  let isRoom = fits(0);
  for (let i = 0; i <= length; i++) {
    const code = i < length ? (codes[i] as number) : 0;
    const next = i === length ? shift.end : code === NEXT_TRIP ? shift.start : (siteOf[code] as number);
    if (isRoom) {
      const travel = (cost[here * sites + site] as number) + (cost[site * sites + next] as number) - (cost[here * sites + next] as number);
      if (travel < place.cost || workPrice < 0) {
        const farther = isRanged
          ? (metres[here * sites + site] as number) + (metres[site * sites + next] as number) - (metres[here * sites + next] as number)
          : 0;
        if (!isRanged || (row.metres[trip] ?? 0) + farther <= shift.range + SLACK) {
          const longer =
            (minutes[here * sites + site] as number) + (minutes[site * sites + next] as number) - (minutes[here * sites + next] as number);
          offer(travel, longer + stop, i, false);
        }
      }
    }
    if (i < length && code === NEXT_TRIP) isRoom = fits(++trip);
    here = next;
    if (i < length) last = next;
  }
  if (isEmpty || row.trips >= shift.maxTrips || !fits(row.trips)) return;
  const turn = (table: Float64Array): number =>
    (table[last * sites + shift.start] as number) +
    (table[shift.start * sites + site] as number) +
    (table[site * sites + shift.end] as number) -
    (table[last * sites + shift.end] as number);
  const travel = turn(cost);
  if (travel < place.cost || workPrice < 0) offer(travel, turn(minutes) + shift.turnaroundMinutes + stop, length, true);
  const out = shift.start * sites + site;
  const back = site * sites + shift.start;
  const first = (cost[out] as number) + (cost[back] as number);
  if (first < place.cost || workPrice < 0) {
    offer(first, (minutes[out] as number) + (minutes[back] as number) + shift.turnaroundMinutes + stop, 0, true);
  }
}

let trialBegin = 0;

/** The end of the row with the call in it; leaves the call's own begin, near enough, in `trialBegin`. */
function endWith(ground: Ground, s: number, codes: readonly number[], call: number, at: number, isNewTrip: boolean): number {
  const length = codes.length;
  if (trial.length < length + 3) trial = new Int32Array(2 * length + 3);
  let n = 0;
  for (let i = 0; i < at; i++) trial[n++] = codes[i] as number;
  if (isNewTrip && at > 0) trial[n++] = NEXT_TRIP;
  trial[n++] = call;
  const own = n;
  if (isNewTrip && at === 0) trial[n++] = NEXT_TRIP;
  for (let i = at; i < length; i++) trial[n++] = codes[i] as number;
  const { problem } = ground;
  const shift = problem.shifts[s] as (typeof problem.shifts)[number];
  if (problem.weights.irregularity > 0) trialBegin = beginOfLast(ground, s, own);
  return endOfRow(problem, shift, trial, n, shift.opensAt);
}

/** Begin of the stop at `own - 1` in an early departure without a rest. */
function beginOfLast(ground: Ground, s: number, own: number): number {
  const { problem } = ground;
  const shift = problem.shifts[s] as (typeof problem.shifts)[number];
  const table = problem.tables[shift.table] as (typeof problem.tables)[number];
  const call = trial[own - 1] as number;
  const home = table.minutes[(ground.siteOf[call] as number) * ground.sites + shift.end] as number;
  return endOfRow(problem, { ...shift, rest: null }, trial, own, shift.opensAt) - home - (ground.stopMinutes[call] as number);
}

function lateness({ problem }: Ground, usual: number, begin: number): number {
  return problem.weights.irregularity * Math.max(0, Math.abs(begin - usual) - problem.weights.hourTolerance);
}
