import type { Chance } from '../chance.ts';
import { Day, type Penalty } from './day.ts';
import { improvePair } from './improve-call.ts';
import { Insertions } from './insertions.ts';
import type { PlainGround } from './plain-ground.ts';
import { joinTail } from './tails.ts';

const LEAST = 1e-7;
const MOST_PASSES = 30;

/** A rota under the hands of the local search: rows of all days and each call's pattern (-1 while it has none). */
export class LocalSearch {
  readonly ground: PlainGround;
  readonly days: readonly Day[];
  readonly patterns: Int16Array;
  readonly penalty: Penalty;
  readonly chance: Chance;
  private readonly insertions: readonly Insertions[];
  private readonly order: Int32Array;
  private readonly dayOrder: Int32Array;
  /** When each call of each day was last tried against its neighbours, by the common clock. */
  private readonly tried: Int32Array;
  private readonly chosen: Int32Array;
  private readonly clock = { now: 0 };
  private readonly dayCost: Float64Array;
  private readonly dayAfter: Int32Array;

  constructor(ground: PlainGround, kinds: Int32Array, penalty: Penalty, chance: Chance) {
    this.ground = ground;
    this.penalty = penalty;
    this.chance = chance;
    this.days = Array.from({ length: ground.days }, (_, day) => new Day(ground, day, kinds, penalty, this.clock));
    this.insertions = this.days.map((day) => new Insertions(day));
    this.patterns = new Int16Array(ground.calls).fill(-1);
    this.order = Int32Array.from({ length: ground.calls }, (_, c) => c);
    this.dayOrder = Int32Array.from({ length: ground.days }, (_, d) => d);
    this.tried = new Int32Array(ground.days * ground.calls);
    this.chosen = new Int32Array(ground.calls);
    this.dayCost = new Float64Array(ground.days);
    this.dayAfter = new Int32Array(ground.days);
  }

  clear(): void {
    for (const day of this.days) day.clear();
    this.patterns.fill(-1);
  }

  /** To a local optimum: rows of each day, then patterns, until neither helps. */
  improve(): void {
    this.tried.fill(-1);
    this.chosen.fill(-1);
    this.chance.shuffle(this.order);
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      this.chance.shuffle(this.dayOrder);
      for (const d of this.dayOrder) this.improveDay(d);
      if (!this.choosePatterns()) break;
    }
  }

  private improveDay(d: number): void {
    const day = this.days[d] as Day;
    const { calls } = this.ground;
    const { row, rowChanged, prev } = day;
    const base = d * calls;
    let isDone = false;
    while (!isDone) {
      isDone = true;
      for (let i = 0; i < calls; i++) {
        const u = this.order[i] as number;
        if ((row[u] as number) < 0) continue;
        const last = this.tried[base + u] as number;
        this.tried[base + u] = this.clock.now;
        const near = this.ground.near[u] as Int32Array;
        for (let j = 0; j < near.length; j++) {
          const v = near[j] as number;
          const rv = row[v] as number;
          if (rv < 0 || ((rowChanged[rv] as number) <= last && (rowChanged[row[u] as number] as number) <= last)) continue;
          if (improvePair(day, u, v)) isDone = false;
          const q = prev[v] as number;
          if (q >= calls && improvePair(day, u, q)) isDone = false;
        }
        if (this.useEmptyRow(day, u, last)) isDone = false;
      }
    }
  }

  private useEmptyRow(day: Day, u: number, last: number): boolean {
    if ((day.rowChanged[day.row[u] as number] as number) <= last) return false;
    let kind = -1;
    for (let k = 0; k < day.rows; k++) {
      if (day.rowCount[k] !== 0 || day.kind[k] === kind) continue;
      kind = day.kind[k] as number;
      if (improvePair(day, u, day.startOf(k)) || joinTail(day, u, day.startOf(k) + 1)) return true;
    }
    return false;
  }

  /** Gives each call the pattern whose days cost least now (pattern improvement, Vidal et al. 2012). */
  private choosePatterns(): boolean {
    let isBetter = false;
    for (let i = 0; i < this.ground.calls; i++) {
      const call = this.order[i] as number;
      if (this.chosen[call] === this.clock.now) continue;
      this.chosen[call] = this.clock.now;
      if (this.choosePattern(call)) isBetter = true;
    }
    return isBetter;
  }

  /** Puts a call on its cheapest pattern; one that has no pattern yet may stand on some days already. */
  choosePattern(call: number): boolean {
    const patterns = this.ground.patterns[call] as PlainGround['patterns'][number];
    const { dayCost, dayAfter, insertions, days } = this;
    let looked = 0;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    const now = this.patterns[call] as number;
    if (now >= 0) {
      const { days: on, price } = patterns[now] as (typeof patterns)[number];
      least = price - LEAST;
      for (const d of on) least += (insertions[d] as Insertions).detour(call, (days[d] as Day).row[call] as number);
    }
    for (let p = 0; p < patterns.length; p++) {
      const { days: on, price } = patterns[p] as (typeof patterns)[number];
      let sum = price;
      for (let i = 0; i < on.length && sum < least; i++) {
        const d = on[i] as number;
        if ((looked & (1 << d)) === 0) {
          const insertion = insertions[d] as Insertions;
          insertion.look(call);
          dayCost[d] = insertion.bestCost;
          dayAfter[d] = insertion.bestAfter;
          looked |= 1 << d;
        }
        sum += dayCost[d] as number;
      }
      if (sum < least) {
        least = sum;
        best = p;
      }
    }
    if (best < 0) return false;
    const { mask } = patterns[best] as (typeof patterns)[number];
    for (let d = 0; d < days.length; d++) {
      const day = days[d] as Day;
      const stays = (mask & (1 << d)) !== 0 && dayAfter[d] === -2;
      if ((day.row[call] as number) >= 0 && !stays) day.remove(call);
      if ((mask & (1 << d)) !== 0 && !stays) day.insertAfter(dayAfter[d] as number, call);
    }
    this.patterns[call] = best;
    return true;
  }
}
