import type { Day } from './day.ts';

/** How far beyond its capacity a row may be filled by the cut. */
const MOST_LOAD = 1.5;

/**
 * Cuts one day's giant tour into its rows, in the given order of rows, as cheaply as can be (Prins 2004, with a limited fleet); loads and lengths
 * beyond the limits are fined. Leaves the rows in the day.
 */
export class Split {
  private best = new Float64Array(0);
  private from = new Int32Array(0);

  cut(day: Day, tour: Int32Array, length: number): void {
    const { rows } = day;
    const width = length + 1;
    if (this.best.length < (rows + 1) * width) {
      this.best = new Float64Array((rows + 1) * width);
      this.from = new Int32Array((rows + 1) * width);
    }
    let total = 0;
    for (let i = 0; i < length; i++) total += day.demand[tour[i] as number] as number;
    for (let slack = MOST_LOAD; !this.tryCut(day, tour, length, slack * Math.max(1, (1.2 * total) / sumOf(day.capacity))); ) slack *= 4;
    let to = length;
    day.clear();
    for (let k = rows - 1; k >= 0; k--) {
      const at = this.from[(k + 1) * width + to] as number;
      day.setRow(k, tour, at, to);
      to = at;
    }
  }

  private tryCut(day: Day, tour: Int32Array, length: number, slack: number): boolean {
    const { best, from } = this;
    const { site, sites, cost, minutes, demand, stop, isLimited } = day;
    const width = length + 1;
    best.fill(Number.POSITIVE_INFINITY, 0, (day.rows + 1) * width);
    best[0] = 0;
    for (let k = 0; k < day.rows; k++) {
      const before = k * width;
      const now = before + width;
      for (let i = 0; i <= length; i++) {
        if ((best[before + i] as number) < (best[now + i] as number)) {
          best[now + i] = best[before + i] as number;
          from[now + i] = i;
        }
      }
      const home = site[day.startOf(k)] as number;
      const most = slack * (day.capacity[k] as number);
      for (let i = 0; i < length; i++) {
        const base = best[before + i] as number;
        if (base === Number.POSITIVE_INFINITY) continue;
        let load = 0;
        let way = 0;
        let time = 0;
        let here = home;
        for (let j = i; j < length; j++) {
          const call = tour[j] as number;
          load += demand[call] as number;
          if (load > most && j > i) break;
          const there = site[call] as number;
          way += cost[here * sites + there] as number;
          if (isLimited) time += (minutes[here * sites + there] as number) + (stop[call] as number);
          here = there;
          const whole = isLimited ? time + (minutes[there * sites + home] as number) : 0;
          const sum = base + way + (cost[there * sites + home] as number) + day.fine(k, load, whole);
          if (sum < (best[now + j + 1] as number)) {
            best[now + j + 1] = sum;
            from[now + j + 1] = i;
          }
        }
      }
    }
    return (best[day.rows * width + length] as number) < Number.POSITIVE_INFINITY;
  }
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
