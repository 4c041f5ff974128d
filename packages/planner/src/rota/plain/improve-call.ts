import type { Day } from './day.ts';
import { exchangeTails, reversePart } from './tails.ts';

const LEAST = 1e-7;

/**
 * Tries the classical moves of call u with its neighbour v (Vidal 2022, moves 1 to 9): one or two calls go behind v or change places with one or two,
 * part of the row turns round, or the two rows exchange their tails. v may be the beginning of a row. Does the first that helps.
 */
export function improvePair(day: Day, u: number, v: number): boolean {
  const { calls, next, prev, row, site, sites, cost, rowPenalty } = day;
  const ru = row[u] as number;
  const rv = row[v] as number;
  const isSame = ru === rv;
  const p = prev[u] as number;
  const x = next[u] as number;
  const y = next[v] as number;
  const sv = site[v] as number;
  const sy = site[y] as number;
  const su = site[u] as number;
  const sx = site[x] as number;
  const sp = site[p] as number;
  const uRow = su * sites;
  const vRow = sv * sites;
  const pRow = sp * sites;
  const xRow = sx * sites;
  const pu = cost[pRow + su] as number;
  const ux = cost[uRow + sx] as number;
  const vy = cost[vRow + sy] as number;
  const vu = cost[vRow + su] as number;
  const uy = cost[uRow + sy] as number;
  const px = cost[pRow + sx] as number;
  const fines = isSame ? (rowPenalty[ru] as number) : (rowPenalty[ru] as number) + (rowPenalty[rv] as number);
  const isPair = x < calls && v !== x;

  if (u !== y) {
    // One call behind v.
    let change = px - pu - ux + vu + uy - vy;
    if (change < fines - LEAST && pays(day, ru, rv, change, u, u, -1, -1, v, false)) {
      move(day, u, u, v, false);
      return true;
    }
    if (isPair) {
      const sxx = site[next[x] as number] as number;
      const cut = (cost[pRow + sxx] as number) - pu - (cost[xRow + sxx] as number);
      // Two calls behind v, and turned round.
      change = cut + vu + (cost[xRow + sy] as number) - vy;
      if (change < fines - LEAST && pays(day, ru, rv, change, u, x, -1, -1, v, false)) {
        move(day, u, x, v, false);
        return true;
      }
      change = cut - ux + (cost[vRow + sx] as number) + (cost[xRow + su] as number) + uy - vy;
      if (change < fines - LEAST && pays(day, ru, rv, change, u, x, -1, -1, v, true)) {
        move(day, u, x, v, true);
        return true;
      }
    }
  }
  if (v < calls) {
    const q = prev[v] as number;
    const sq = site[q] as number;
    const qRow = sq * sites;
    const qv = cost[qRow + sv] as number;
    if (u !== q && u !== y) {
      const pv = cost[pRow + sv] as number;
      const qu = cost[qRow + su] as number;
      let change = pv + (cost[vRow + sx] as number) - pu - ux + qu + uy - qv - vy;
      if (change < fines - LEAST && pays(day, ru, rv, change, u, u, v, v, q, false)) {
        exchange(day, u, u, v, v);
        return true;
      }
      if (isPair && x !== q) {
        const sxx = site[next[x] as number] as number;
        const out = pu + (cost[xRow + sxx] as number);
        const xy = cost[xRow + sy] as number;
        change = pv + (cost[vRow + sxx] as number) - out + qu + xy - qv - vy;
        if (change < fines - LEAST && pays(day, ru, rv, change, u, x, v, v, q, false)) {
          exchange(day, u, x, v, v);
          return true;
        }
        if (y < calls && y !== p && v !== next[x]) {
          const syy = site[next[y] as number] as number;
          const yRow = sy * sites;
          change = pv + (cost[yRow + sxx] as number) - out + qu + (cost[xRow + syy] as number) - qv - (cost[yRow + syy] as number);
          if (change < fines - LEAST && pays(day, ru, rv, change, u, x, v, y, q, false)) {
            exchange(day, u, x, v, y);
            return true;
          }
        }
      }
    }
    return isSame ? reversePart(day, u, v) : exchangeTails(day, u, v);
  }
  return false;
}

/** Whether it pays, fines counted, that `a`..`b` of u's row leaves for v's: in place of `c`..`d` (-1 for none), behind `after`. */
function pays(
  day: Day,
  ru: number,
  rv: number,
  change: number,
  a: number,
  b: number,
  c: number,
  d: number,
  after: number,
  isTurned: boolean,
): boolean {
  const { demand, isLimited, rowPenalty, rowMinutes, rowLoad } = day;
  if (ru === rv && !isLimited) return change < -LEAST;
  let timeU = 0;
  let timeV = 0;
  if (isLimited) {
    timeU = timeWithout(day, a, b, c, d);
    timeV = timeWith(day, a, b, c, d, after, isTurned);
  }
  if (ru === rv) {
    const time = (rowMinutes[ru] as number) + timeU + timeV;
    return change + day.fine(ru, rowLoad[ru] as number, time) - (rowPenalty[ru] as number) < -LEAST;
  }
  let out = demand[a] as number;
  if (a !== b) out += demand[b] as number;
  if (c >= 0) out -= demand[c] as number;
  if (c !== d) out -= demand[d] as number;
  const now =
    day.fine(ru, (rowLoad[ru] as number) - out, (rowMinutes[ru] as number) + timeU) +
    day.fine(rv, (rowLoad[rv] as number) + out, (rowMinutes[rv] as number) + timeV);
  return change + now - (rowPenalty[ru] as number) - (rowPenalty[rv] as number) < -LEAST;
}

function stopsOf({ stop }: Day, a: number, b: number): number {
  return a < 0 ? 0 : a === b ? (stop[a] as number) : (stop[a] as number) + (stop[b] as number);
}

/** Minutes of u's row more when `c`..`d` takes the place of `a`..`b`. */
function timeWithout(day: Day, a: number, b: number, c: number, d: number): number {
  const { prev, next } = day;
  const p = prev[a] as number;
  const z = next[b] as number;
  let change = -day.time(p, a) - day.time(b, z) - stopsOf(day, a, b) + stopsOf(day, c, d);
  if (a !== b) change -= day.time(a, b);
  if (c < 0) return change + day.time(p, z);
  change += day.time(p, c) + day.time(d, z);
  return c === d ? change : change + day.time(c, d);
}

/** Minutes of v's row more when `a`..`b` stands behind `after`, in place of `c`..`d` where there is one. */
function timeWith(day: Day, a: number, b: number, c: number, d: number, after: number, isTurned: boolean): number {
  const z = (c < 0 ? day.next[after] : day.next[d]) as number;
  const first = isTurned ? b : a;
  const last = isTurned ? a : b;
  let change = day.time(after, first) + day.time(last, z) + stopsOf(day, a, b) - stopsOf(day, c, d);
  if (a !== b) change += day.time(first, last);
  if (c < 0) return change - day.time(after, z);
  change -= day.time(after, c) + day.time(d, z);
  return c === d ? change : change - day.time(c, d);
}

/** Takes `a`..`b` (one or two calls) out and puts it behind v. */
function move(day: Day, a: number, b: number, v: number, isTurned: boolean): void {
  const { next, prev, row } = day;
  const ru = row[a] as number;
  const rv = row[v] as number;
  const p = prev[a] as number;
  const z = next[b] as number;
  next[p] = z;
  prev[z] = p;
  const y = next[v] as number;
  const first = isTurned ? b : a;
  const last = isTurned ? a : b;
  next[v] = first;
  prev[first] = v;
  if (a !== b) {
    next[first] = last;
    prev[last] = first;
  }
  next[last] = y;
  prev[y] = last;
  day.refresh(ru);
  if (rv !== ru) day.refresh(rv);
}

/** Lets `a`..`b` and `c`..`d`, which do not touch, change places. */
function exchange(day: Day, a: number, b: number, c: number, d: number): void {
  const { next, prev, row } = day;
  const ru = row[a] as number;
  const rv = row[c] as number;
  const p = prev[a] as number;
  const z = next[b] as number;
  const q = prev[c] as number;
  const y = next[d] as number;
  next[p] = c;
  prev[c] = p;
  next[d] = z;
  prev[z] = d;
  next[q] = a;
  prev[a] = q;
  next[b] = y;
  prev[y] = b;
  day.refresh(ru);
  if (rv !== ru) day.refresh(rv);
}
