import type { RotaProblem } from '../problem.ts';
import { limitOf, type PlainGround } from './plain-ground.ts';

/** What breaking a limit costs, per unit of load and per minute. */
export interface Penalty {
  load: number;
  time: number;
}

/**
 * One day's rows as linked lists over flat arrays. Nodes 0 to calls − 1 are the calls; row k begins at node `calls + 2k` and ends at `calls + 2k + 1`.
 * Sums along each row are kept at each node, so that cutting and joining rows is told in constant time.
 */
export class Day {
  readonly calls: number;
  readonly rows: number;
  readonly sites: number;
  readonly cost: Float64Array;
  readonly minutes: Float64Array;
  readonly site: Int32Array;
  readonly stop: Float64Array;
  readonly demand: Float64Array;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Row of a node; -1 for a call that is not visited on this day. */
  readonly row: Int32Array;
  readonly at: Int32Array;
  readonly loadTo: Float64Array;
  readonly minutesTo: Float64Array;
  /** What driving the row's part up to here the other way round would cost more. */
  readonly backCostTo: Float64Array;
  readonly backMinutesTo: Float64Array;
  readonly capacity: Float64Array;
  readonly limit: Float64Array;
  readonly rowLoad: Float64Array;
  readonly rowMinutes: Float64Array;
  readonly rowPenalty: Float64Array;
  readonly rowCount: Int32Array;
  /** When the row was last changed, by the common clock. */
  readonly rowChanged: Int32Array;
  /** Empty rows are alike where this is the same. */
  readonly kind: Int32Array;
  readonly isLimited: boolean;
  readonly isSymmetric: boolean;
  readonly penalty: Penalty;
  readonly clock: { now: number };

  constructor(ground: PlainGround, day: number, kinds: Int32Array, penalty: Penalty, clock: { now: number }) {
    const { problem, calls } = ground;
    const shifts = Array.from(ground.shiftsOf[day] as Int32Array, (s) => problem.shifts[s] as RotaProblem['shifts'][number]);
    const table = problem.tables[shifts[0]?.table ?? 0] as RotaProblem['tables'][number];
    const nodes = calls + 2 * shifts.length;
    this.calls = calls;
    this.rows = shifts.length;
    this.sites = problem.sites;
    this.cost = table.cost;
    this.minutes = table.minutes;
    this.site = new Int32Array(nodes);
    for (const [c, { site }] of problem.calls.entries()) this.site[c] = site;
    for (const [k, { start, end }] of shifts.entries()) {
      this.site[calls + 2 * k] = start;
      this.site[calls + 2 * k + 1] = end;
    }
    this.stop = new Float64Array(nodes);
    this.stop.set(ground.stopMinutes);
    this.demand = new Float64Array(nodes);
    this.demand.set(ground.load);
    this.next = new Int32Array(nodes);
    this.prev = new Int32Array(nodes);
    this.row = new Int32Array(nodes).fill(-1);
    this.at = new Int32Array(nodes);
    this.loadTo = new Float64Array(nodes);
    this.minutesTo = new Float64Array(nodes);
    this.backCostTo = new Float64Array(nodes);
    this.backMinutesTo = new Float64Array(nodes);
    this.capacity = Float64Array.from(shifts, ({ capacity }) => capacity[0] ?? Number.POSITIVE_INFINITY);
    this.limit = Float64Array.from(shifts, limitOf);
    this.rowLoad = new Float64Array(this.rows);
    this.rowMinutes = new Float64Array(this.rows);
    this.rowPenalty = new Float64Array(this.rows);
    this.rowCount = new Int32Array(this.rows);
    this.rowChanged = new Int32Array(this.rows);
    this.kind = Int32Array.from(ground.shiftsOf[day] as Int32Array, (s) => kinds[s] as number);
    this.isLimited = ground.isLimited;
    this.isSymmetric = ground.isSymmetric;
    this.penalty = penalty;
    this.clock = clock;
    this.clear();
  }

  startOf(k: number): number {
    return this.calls + 2 * k;
  }

  clear(): void {
    this.row.fill(-1, 0, this.calls);
    for (let k = 0; k < this.rows; k++) {
      const start = this.startOf(k);
      this.next[start] = start + 1;
      this.prev[start + 1] = start;
      this.refresh(k);
    }
  }

  /** Lays a row out anew. */
  setRow(k: number, calls: Int32Array, from: number, to: number): void {
    let last = this.startOf(k);
    for (let i = from; i < to; i++) {
      const call = calls[i] as number;
      this.next[last] = call;
      this.prev[call] = last;
      last = call;
    }
    const end = this.startOf(k) + 1;
    this.next[last] = end;
    this.prev[end] = last;
    this.refresh(k);
  }

  insertAfter(node: number, call: number): void {
    const after = this.next[node] as number;
    this.next[node] = call;
    this.prev[call] = node;
    this.next[call] = after;
    this.prev[after] = call;
    this.refresh(this.row[node] as number);
  }

  remove(call: number): void {
    const before = this.prev[call] as number;
    const after = this.next[call] as number;
    const k = this.row[call] as number;
    this.next[before] = after;
    this.prev[after] = before;
    this.row[call] = -1;
    this.refresh(k);
  }

  /** Sums and places along a row whose links have changed. */
  refresh(k: number): void {
    const { next, row, at, loadTo, minutesTo, demand, stop, site, minutes, sites, isLimited, isSymmetric } = this;
    const start = this.startOf(k);
    let node = start;
    let load = 0;
    let time = 0;
    let count = 0;
    let back = 0;
    let backMinutes = 0;
    row[start] = k;
    at[start] = 0;
    loadTo[start] = 0;
    minutesTo[start] = 0;
    while (node !== start + 1) {
      const to = next[node] as number;
      count++;
      load += demand[to] as number;
      row[to] = k;
      at[to] = count;
      loadTo[to] = load;
      const way = (site[node] as number) * sites + (site[to] as number);
      if (isLimited) {
        time += (minutes[way] as number) + (stop[to] as number);
        minutesTo[to] = time;
      }
      if (!isSymmetric) {
        const other = (site[to] as number) * sites + (site[node] as number);
        if (node !== start) back += (this.cost[other] as number) - (this.cost[way] as number);
        if (node !== start) backMinutes += (minutes[other] as number) - (minutes[way] as number);
        this.backCostTo[to] = back;
        this.backMinutesTo[to] = backMinutes;
      }
      node = to;
    }
    this.rowLoad[k] = load;
    this.rowMinutes[k] = time;
    this.rowCount[k] = count - 1;
    this.rowPenalty[k] = this.fine(k, load, time);
    this.rowChanged[k] = ++this.clock.now;
  }

  /** What a row of this load and length is fined. */
  fine(k: number, load: number, time: number): number {
    const over = load - (this.capacity[k] as number);
    const late = time - (this.limit[k] as number);
    return (over > 1e-9 ? over * this.penalty.load : 0) + (late > 1e-7 ? late * this.penalty.time : 0);
  }

  travel(): number {
    let sum = 0;
    for (let k = 0; k < this.rows; k++) {
      if (this.rowCount[k] === 0) continue;
      const end = this.startOf(k) + 1;
      for (let node = end - 1; node !== end; node = this.next[node] as number) sum += this.way(node, this.next[node] as number);
    }
    return sum;
  }

  way(a: number, b: number): number {
    return this.cost[(this.site[a] as number) * this.sites + (this.site[b] as number)] as number;
  }

  time(a: number, b: number): number {
    return this.minutes[(this.site[a] as number) * this.sites + (this.site[b] as number)] as number;
  }
}
