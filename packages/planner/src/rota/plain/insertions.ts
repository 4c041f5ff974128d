import type { Day } from './day.ts';

/** For each row of a day and each call the cheapest place, found anew only where the row has changed since. */
export class Insertions {
  private readonly day: Day;
  private readonly cost: Float64Array;
  private readonly after: Int32Array;
  private readonly seen: Int32Array;
  /** What the last `look` found. */
  bestCost = 0;
  bestAfter = -1;

  constructor(day: Day) {
    this.day = day;
    this.cost = new Float64Array(day.rows * day.calls);
    this.after = new Int32Array(day.rows * day.calls);
    this.seen = new Int32Array(day.rows * day.calls).fill(-1);
  }

  /** Travel that the call adds to row k at its best place. The call must not be in the row. */
  private travel(call: number, k: number): number {
    const { day } = this;
    const cell = k * day.calls + call;
    if (this.seen[cell] === day.rowChanged[k]) return this.cost[cell] as number;
    const { next, site, sites, cost } = day;
    const own = site[call] as number;
    const ownRow = own * sites;
    const end = day.startOf(k) + 1;
    let node = end - 1;
    let here = (site[node] as number) * sites;
    let to = cost[here + own] as number;
    let best = Number.POSITIVE_INFINITY;
    let place = node;
    do {
      const after = next[node] as number;
      const there = site[after] as number;
      const more = to + (cost[ownRow + there] as number) - (cost[here + there] as number);
      if (more < best) {
        best = more;
        place = node;
      }
      node = after;
      here = there * sites;
      to = cost[here + own] as number;
    } while (node !== end);
    this.seen[cell] = day.rowChanged[k] as number;
    this.cost[cell] = best;
    this.after[cell] = place;
    return best;
  }

  /**
   * The cheapest way to have the call visited on this day, fines counted: where it is (`bestAfter` -2) or in another row, behind `bestAfter`.
   * Of empty rows that are alike one is looked at.
   */
  look(call: number): void {
    const { day } = this;
    const own = day.row[call] as number;
    const load = day.demand[call] as number;
    let emptyKind = -1;
    this.bestCost = own < 0 ? Number.POSITIVE_INFINITY : this.detour(call, own);
    this.bestAfter = own < 0 ? -1 : -2;
    for (let k = 0; k < day.rows; k++) {
      if (k === own) continue;
      if (day.rowCount[k] === 0) {
        if (day.kind[k] === emptyKind) continue;
        emptyKind = day.kind[k] as number;
      }
      let more = this.travel(call, k);
      if (more >= this.bestCost) continue;
      const place = this.after[k * day.calls + call] as number;
      let time = 0;
      if (day.isLimited) {
        const after = day.next[place] as number;
        time = day.time(place, call) + day.time(call, after) - day.time(place, after) + (day.stop[call] as number);
      }
      more += day.fine(k, (day.rowLoad[k] as number) + load, (day.rowMinutes[k] as number) + time) - (day.rowPenalty[k] as number);
      if (more < this.bestCost) {
        this.bestCost = more;
        this.bestAfter = place;
      }
    }
  }

  /** What the call costs where it is. */
  detour(call: number, k: number): number {
    const { day } = this;
    const p = day.prev[call] as number;
    const x = day.next[call] as number;
    const travel = day.way(p, call) + day.way(call, x) - day.way(p, x);
    if (day.rowPenalty[k] === 0) return travel;
    const time = day.isLimited ? day.time(p, call) + day.time(call, x) - day.time(p, x) + (day.stop[call] as number) : 0;
    const left = day.fine(k, (day.rowLoad[k] as number) - (day.demand[call] as number), (day.rowMinutes[k] as number) - time);
    return travel + (day.rowPenalty[k] as number) - left;
  }
}
