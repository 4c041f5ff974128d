import type { Day } from './day.ts';

const LEAST = 1e-7;

/** 2-opt: between u and v of one row, the part turns round so that u and v (or what stands behind each) become neighbours. */
export function reversePart(day: Day, u: number, v: number): boolean {
  const { at, next, prev } = day;
  if ((at[u] as number) > (at[v] as number)) return false;
  const x = next[u] as number;
  if (x === v) return false;
  return turnRound(day, x, v) || turnRound(day, u, prev[v] as number);
}

/** Turns `a`..`b` of one row round if that helps. */
function turnRound(day: Day, a: number, b: number): boolean {
  const { next, prev, row } = day;
  const p = prev[a] as number;
  const z = next[b] as number;
  let change = day.way(p, b) + day.way(a, z) - day.way(p, a) - day.way(b, z);
  if (!day.isSymmetric) change += (day.backCostTo[b] as number) - (day.backCostTo[a] as number);
  const k = row[a] as number;
  const fine = day.rowPenalty[k] as number;
  if (change >= fine - LEAST) return false;
  if (day.isLimited) {
    let time = day.time(p, b) + day.time(a, z) - day.time(p, a) - day.time(b, z);
    if (!day.isSymmetric) time += (day.backMinutesTo[b] as number) - (day.backMinutesTo[a] as number);
    change += day.fine(k, day.rowLoad[k] as number, (day.rowMinutes[k] as number) + time) - fine;
  }
  if (change >= -LEAST) return false;
  for (let node = a; node !== z; ) {
    const after = next[node] as number;
    next[node] = prev[node] as number;
    prev[node] = after;
    node = after;
  }
  next[p] = b;
  prev[b] = p;
  next[a] = z;
  prev[z] = a;
  day.refresh(k);
  return true;
}

/** 2-opt*: the rows of u and v are cut and joined so that v follows u, its tail as it stands or its head turned round. */
export function exchangeTails(day: Day, u: number, v: number): boolean {
  return joinTail(day, u, v) || joinHead(day, u, v);
}

/** u is followed by v and v's tail; what stood before v is followed by u's tail. v may be an end of an empty row: u's tail goes there. */
export function joinTail(day: Day, u: number, v: number): boolean {
  const { next, prev, row, loadTo, rowLoad, rowPenalty } = day;
  const ru = row[u] as number;
  const rv = row[v] as number;
  const x = next[u] as number;
  const q = prev[v] as number;
  const endU = day.startOf(ru) + 1;
  const endV = day.startOf(rv) + 1;
  if (x === endU && v === endV) return false;
  const lastU = prev[endU] as number;
  const lastV = prev[endV] as number;
  let change = -day.way(u, x) - day.way(q, v);
  if (v !== endV) change += day.way(u, v) + day.way(lastV, endU) - day.way(lastV, endV);
  else change += day.way(u, endU);
  if (x !== endU) change += day.way(q, x) + day.way(lastU, endV) - day.way(lastU, endU);
  else change += day.way(q, endV);
  const fines = (rowPenalty[ru] as number) + (rowPenalty[rv] as number);
  if (change >= fines - LEAST) return false;
  const loadU = (loadTo[u] as number) + (rowLoad[rv] as number) - (loadTo[q] as number);
  const loadV = (loadTo[q] as number) + (rowLoad[ru] as number) - (loadTo[u] as number);
  let timeU = 0;
  let timeV = 0;
  if (day.isLimited) {
    const { minutesTo, rowMinutes, stop } = day;
    const tailV =
      v === endV
        ? 0
        : (rowMinutes[rv] as number) - (minutesTo[v] as number) + (stop[v] as number) + day.time(lastV, endU) - day.time(lastV, endV);
    const tailU =
      x === endU
        ? 0
        : (rowMinutes[ru] as number) - (minutesTo[x] as number) + (stop[x] as number) + day.time(lastU, endV) - day.time(lastU, endU);
    timeU = (minutesTo[u] as number) + (v === endV ? day.time(u, endU) : day.time(u, v)) + tailV;
    timeV = (minutesTo[q] as number) + (x === endU ? day.time(q, endV) : day.time(q, x)) + tailU;
  }
  if (change + day.fine(ru, loadU, timeU) + day.fine(rv, loadV, timeV) - fines >= -LEAST) return false;
  link(day, u, v === endV ? endU : v);
  if (v !== endV) link(day, lastV, endU);
  link(day, q, x === endU ? endV : x);
  if (x !== endU) link(day, lastU, endV);
  day.refresh(ru);
  day.refresh(rv);
  return true;
}

/** u is followed by v and what stood before it, turned round; u's own tail, turned round, comes before v's successor. */
function joinHead(day: Day, u: number, v: number): boolean {
  const { next, prev, row, loadTo, rowLoad, rowPenalty } = day;
  const ru = row[u] as number;
  const rv = row[v] as number;
  const x = next[u] as number;
  const y = next[v] as number;
  const startV = day.startOf(rv);
  const endU = day.startOf(ru) + 1;
  const endV = startV + 1;
  const firstV = next[startV] as number;
  const lastU = prev[endU] as number;
  const hasTail = x !== endU;
  let change = day.way(u, v) - day.way(u, x) - day.way(v, y) + day.way(firstV, endU) - day.way(startV, firstV);
  change += hasTail ? day.way(x, y) + day.way(startV, lastU) - day.way(lastU, endU) : day.way(startV, y);
  if (!day.isSymmetric) {
    change += (day.backCostTo[v] as number) - (day.backCostTo[firstV] as number);
    if (hasTail) change += (day.backCostTo[lastU] as number) - (day.backCostTo[x] as number);
  }
  const fines = (rowPenalty[ru] as number) + (rowPenalty[rv] as number);
  if (change >= fines - LEAST) return false;
  const loadU = (loadTo[u] as number) + (loadTo[v] as number);
  const loadV = (rowLoad[ru] as number) + (rowLoad[rv] as number) - loadU;
  let timeU = 0;
  let timeV = 0;
  if (day.isLimited) {
    const { minutesTo, rowMinutes, stop, backMinutesTo } = day;
    const head = (minutesTo[v] as number) - day.time(startV, firstV);
    const tail = hasTail ? (minutesTo[lastU] as number) - (minutesTo[x] as number) + (stop[x] as number) : 0;
    const rest = y === endV ? 0 : (rowMinutes[rv] as number) - (minutesTo[y] as number) + (stop[y] as number);
    timeU = (minutesTo[u] as number) + day.time(u, v) + head + day.time(firstV, endU);
    timeV = (hasTail ? day.time(startV, lastU) + tail + day.time(x, y) : day.time(startV, y)) + rest;
    if (!day.isSymmetric) {
      timeU += (backMinutesTo[v] as number) - (backMinutesTo[firstV] as number);
      if (hasTail) timeV += (backMinutesTo[lastU] as number) - (backMinutesTo[x] as number);
    }
  }
  if (change + day.fine(ru, loadU, timeU) + day.fine(rv, loadV, timeV) - fines >= -LEAST) return false;
  let last = u;
  for (let node = v; node !== startV; ) {
    const before = prev[node] as number;
    link(day, last, node);
    last = node;
    node = before;
  }
  link(day, last, endU);
  last = startV;
  if (hasTail) {
    for (let node = lastU; node !== u; ) {
      const before = prev[node] as number;
      link(day, last, node);
      last = node;
      node = before;
    }
  }
  link(day, last, y);
  day.refresh(ru);
  day.refresh(rv);
  return true;
}

function link(day: Day, a: number, b: number): void {
  day.next[a] = b;
  day.prev[b] = a;
}
