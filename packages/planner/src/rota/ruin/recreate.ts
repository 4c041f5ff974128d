import type { Chance } from '../chance.ts';
import { NEXT_TRIP } from '../shift-times.ts';
import type { Ground } from './ground.ts';
import { findPlace, type Leaning, type Memory, openMemory, type Place } from './insertion.ts';
import type { RotaState } from './rota-state.ts';
import { beginIn, makeRow, type Row } from './row.ts';

/** How often a round is far less greedy. */
const WILD = 0.02;

/** Puts calls back, one after the other, each on the pattern whose days cost least together. */
export class Recreate {
  private readonly places: Place[];
  private readonly isLooked: Uint8Array;
  private readonly leaning: Leaning;
  private readonly memory: Memory | null;
  private readonly state: RotaState;
  private readonly chance: Chance;
  /** How many times its price a visit may cost before it is left out: a far place is dear for its first visitor alone. */
  private patience = 1;

  constructor(state: RotaState, chance: Chance) {
    this.state = state;
    this.chance = chance;
    const { problem } = state.ground;
    this.places = Array.from({ length: problem.days }, () => ({ cost: 0, shift: -1, at: 0, isNewTrip: false }));
    this.isLooked = new Uint8Array(problem.days);
    this.leaning = { workPrice: problem.weights.unfairness > 0 ? new Float64Array(problem.vehicles) : null, usualHour: -1, isWild: false };
    this.memory = openMemory(state.ground);
  }

  insertAll(calls: number[]): void {
    this.order(calls);
    this.leaning.isWild = this.chance.part() < WILD;
    this.patience = this.chance.part() < 0.5 ? 1 : 4;
    for (const call of calls) this.insert(call);
  }

  private order(calls: number[]): void {
    const { problem, stopMinutes, load, siteOf, sites } = this.state.ground;
    this.chance.shuffle(calls);
    const kind = this.chance.below(12);
    if (kind < 4) return;
    const home = problem.shifts[0]?.start ?? 0;
    const table = problem.tables[0]?.cost as Float64Array;
    const rank = (call: number): number => {
      if (kind < 6) return -(stopMinutes[call] as number) - (load[call * problem.loads] ?? 0);
      if (kind < 8) return -(table[home * sites + (siteOf[call] as number)] as number);
      if (kind < 9) return table[home * sites + (siteOf[call] as number)] as number;
      const { patterns } = problem.calls[call] as Ground['problem']['calls'][number];
      return patterns.length - 100 * (patterns[0]?.days.length ?? 0);
    };
    calls.sort((a, b) => rank(a) - rank(b));
  }

  private insert(call: number): void {
    const { state, leaning } = this;
    const { problem, missPrice } = state.ground;
    const { patterns } = problem.calls[call] as Ground['problem']['calls'][number];
    this.isLooked.fill(0);
    leaning.usualHour = -1;
    if (leaning.workPrice) this.priceWork(leaning.workPrice);
    const dearest = this.patience * (missPrice[call] as number);
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [p, { days, price }] of patterns.entries()) {
      let sum = price;
      for (const day of days) {
        if (sum >= least) break;
        const place = this.look(call, day);
        sum += Math.min(place.cost, dearest);
      }
      if (sum < least || (best < 0 && p === 0)) {
        least = sum;
        best = p;
      }
    }
    const days = patterns[best]?.days ?? [];
    const shifts: number[] = [];
    for (const day of days) {
      const place = this.places[day] as Place;
      if (problem.weights.irregularity > 0 && leaning.usualHour >= 0) {
        findPlace(state.ground, this.memory, state.rows, call, day, this.chance, leaning, place);
      }
      const found = this.look(call, day);
      shifts.push(found.cost < dearest ? this.insertAt(call, found) : -1);
      const s = shifts.at(-1) as number;
      if (leaning.usualHour < 0 && s >= 0) leaning.usualHour = beginIn(state.rows[s] as Row, call);
    }
    state.place(call, shifts.every((s) => s < 0) ? null : { pattern: best, shifts });
  }

  private look(call: number, day: number): Place {
    const place = this.places[day] as Place;
    if (this.isLooked[day] === 0) {
      this.isLooked[day] = 1;
      findPlace(this.state.ground, this.memory, this.state.rows, call, day, this.chance, this.leaning, place);
    }
    return place;
  }

  /** The shift where the call now is, or -1. */
  private insertAt(call: number, { shift, at, isNewTrip }: Place): number {
    if (shift < 0) return -1;
    const { codes } = this.state.rows[shift] as Row;
    const more = !isNewTrip ? [call] : at === 0 ? [call, NEXT_TRIP] : [NEXT_TRIP, call];
    const row = makeRow(this.state.ground, shift, [...codes.slice(0, at), ...more, ...codes.slice(at)]);
    if (row === null) return -1;
    this.state.put(shift, row);
    return shift;
  }

  /** What one more minute of each vehicle adds to or takes from unfairness: half the change by a minute more and a minute less. */
  private priceWork(prices: Float64Array): void {
    const { problem } = this.state.ground;
    const { work } = this.state;
    const factor = (2 * problem.weights.unfairness) / (work.length * Math.max(1, work.length - 1));
    for (let v = 0; v < work.length; v++) {
      let busier = 0;
      for (let other = 0; other < work.length; other++) {
        busier += Math.sign((work[v] as number) - (work[other] as number));
      }
      prices[v] = factor * busier;
    }
  }
}
