import type { Penalty } from './day.ts';
import type { LocalSearch } from './local-search.ts';
import type { PlainGround } from './plain-ground.ts';

/** One rota of the population. */
export interface Individual {
  readonly patterns: Int16Array;
  /** All visits, day by day and row by row. */
  readonly visits: Int32Array;
  /** Where each row ends in `visits`, rows in the order of days. */
  readonly ends: Int32Array;
  /** `days × calls`: who is visited next and before; -1 home, -2 not on this day. */
  readonly next: Int32Array;
  readonly prev: Int32Array;
  readonly cost: number;
  readonly overload: number;
  readonly overtime: number;
  readonly isFeasible: boolean;
  /** The others of its population with their distance, nearest first. */
  readonly kin: { other: Individual; distance: number }[];
  fitness: number;
}

export function fined(one: Individual, penalty: Penalty): number {
  return one.cost + one.overload * penalty.load + one.overtime * penalty.time;
}

export function readIndividual({ ground, days, patterns }: LocalSearch): Individual {
  const { calls } = ground;
  let count = 0;
  let rows = 0;
  for (const day of days) {
    rows += day.rows;
    for (let k = 0; k < day.rows; k++) count += day.rowCount[k] as number;
  }
  const visits = new Int32Array(count);
  const ends = new Int32Array(rows);
  const next = new Int32Array(ground.days * calls).fill(-2);
  const prev = new Int32Array(ground.days * calls).fill(-2);
  let at = 0;
  let row = 0;
  let cost = 0;
  let overload = 0;
  let overtime = 0;
  for (const [d, day] of days.entries()) {
    cost += day.travel();
    for (let k = 0; k < day.rows; k++) {
      const end = day.startOf(k) + 1;
      for (let node = day.next[end - 1] as number; node !== end; node = day.next[node] as number) {
        visits[at++] = node;
        next[d * calls + node] = (day.next[node] as number) < calls ? (day.next[node] as number) : -1;
        prev[d * calls + node] = (day.prev[node] as number) < calls ? (day.prev[node] as number) : -1;
      }
      ends[row++] = at;
      overload += Math.max(0, (day.rowLoad[k] as number) - (day.capacity[k] as number) - 1e-9);
      overtime += Math.max(0, (day.rowMinutes[k] as number) - (day.limit[k] as number) - 1e-7);
    }
  }
  for (let c = 0; c < calls; c++) cost += ground.patterns[c]?.[patterns[c] as number]?.price ?? 0;
  const isFeasible = overload === 0 && overtime === 0;
  return { patterns: patterns.slice(), visits, ends, next, prev, cost, overload, overtime, isFeasible, kin: [], fitness: 0 };
}

/** From 0 to 1: calls on another pattern count whole, others by the neighbours in their rows that differ. */
export function distance({ calls, patterns }: PlainGround, a: Individual, b: Individual): number {
  let sum = 0;
  for (let c = 0; c < calls; c++) {
    const pattern = a.patterns[c] as number;
    if (pattern !== b.patterns[c]) {
      sum++;
      continue;
    }
    const { days } = (patterns[c] as PlainGround['patterns'][number])[pattern] as PlainGround['patterns'][number][number];
    let broken = 0;
    for (let i = 0; i < days.length; i++) {
      const cell = (days[i] as number) * calls + c;
      const next = a.next[cell];
      if (next !== b.next[cell] && next !== b.prev[cell]) broken++;
    }
    sum += broken / days.length;
  }
  return sum / calls;
}
