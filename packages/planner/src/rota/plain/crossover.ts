import type { Chance } from '../chance.ts';
import type { Day } from './day.ts';
import type { Individual } from './individual.ts';
import type { LocalSearch } from './local-search.ts';
import type { PlainGround } from './plain-ground.ts';
import { Split } from './split.ts';

/**
 * Periodic crossover with insertions (PIX, Vidal et al. 2012): some days come from one parent whole, some in part, the rest from the other parent as
 * far as patterns allow; each giant tour is cut into rows, and what is missing is put in where it costs least.
 */
export class Crossover {
  private readonly ground: PlainGround;
  private readonly search: LocalSearch;
  private readonly chance: Chance;
  private readonly split = new Split();
  private readonly tours: readonly Int32Array[];
  private readonly lengths: Int32Array;
  private readonly masks: Int32Array;
  private readonly tour: Int32Array;
  private readonly order: Int32Array;
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;

  constructor(search: LocalSearch, chance: Chance) {
    const { ground } = search;
    this.ground = ground;
    this.search = search;
    this.chance = chance;
    this.tours = Array.from({ length: ground.days }, () => new Int32Array(ground.calls));
    this.lengths = new Int32Array(ground.days);
    this.masks = new Int32Array(ground.calls);
    this.tour = new Int32Array(ground.calls);
    this.order = Int32Array.from({ length: ground.calls }, (_, c) => c);
    this.cos = ground.bearing.map(Math.cos);
    this.sin = ground.bearing.map(Math.sin);
  }

  /** Leaves the child in the local search, not yet improved. */
  cross(mother: Individual, father: Individual): void {
    const { ground, chance, lengths, masks } = this;
    lengths.fill(0);
    masks.fill(0);
    const days = Array.from({ length: ground.days }, (_, d) => d);
    chance.shuffle(days);
    const a = chance.below(ground.days + 1);
    const b = chance.below(ground.days + 1);
    const whole = Math.min(a, b);
    const none = Math.max(a, b);
    for (const [i, d] of days.entries()) {
      if (i >= whole && i < none) continue;
      if (i < whole) this.inherit(mother, d, 0, 1);
    }
    for (const d of days.slice(none)) this.inheritPart(mother, d);
    for (const d of [...days.slice(whole, none), ...days.slice(none)]) this.inheritFitting(father, d);
    for (const [d, day] of (this.search.days as Day[]).entries()) this.split.cut(day, this.tours[d] as Int32Array, lengths[d] as number);
    this.complete();
  }

  private inherit(parent: Individual, d: number, from: number, to: number): void {
    const length = this.giantTour(parent, d);
    for (let i = Math.floor(from * length); i < Math.floor(to * length); i++) this.take(d, this.tour[i] as number);
  }

  /** A stretch of the giant tour, around its end too. */
  private inheritPart(parent: Individual, d: number): void {
    const length = this.giantTour(parent, d);
    if (length === 0) return;
    const from = this.chance.below(length);
    const count = this.chance.below(length + 1);
    for (let i = 0; i < count; i++) this.take(d, this.tour[(from + i) % length] as number);
  }

  private inheritFitting(parent: Individual, d: number): void {
    const length = this.giantTour(parent, d);
    for (let i = 0; i < length; i++) {
      const call = this.tour[i] as number;
      const mask = this.masks[call] as number;
      if (mask & (1 << d)) continue;
      const wanted = mask | (1 << d);
      for (const pattern of this.ground.patterns[call] as PlainGround['patterns'][number]) {
        if ((pattern.mask & wanted) !== wanted) continue;
        this.take(d, call);
        break;
      }
    }
  }

  private take(d: number, call: number): void {
    this.masks[call] = (this.masks[call] as number) | (1 << d);
    const at = this.lengths[d] as number;
    (this.tours[d] as Int32Array)[at] = call;
    this.lengths[d] = at + 1;
  }

  /** A parent's rows of one day behind one another, alike ones by their bearing from the depot; its length. */
  private giantTour(parent: Individual, d: number): number {
    let row = 0;
    for (let before = 0; before < d; before++) row += this.search.days[before]?.rows as number;
    const { rows, kind } = this.search.days[d] as Day;
    const list: { from: number; to: number; bearing: number }[] = [];
    for (let k = 0; k < rows; k++) {
      const from = row + k === 0 ? 0 : (parent.ends[row + k - 1] as number);
      const to = parent.ends[row + k] as number;
      let x = 0;
      let y = 0;
      for (let i = from; i < to; i++) {
        x += this.cos[parent.visits[i] as number] as number;
        y += this.sin[parent.visits[i] as number] as number;
      }
      list.push({ from, to, bearing: Math.atan2(y, x) });
    }
    if (kind.every((one) => one === kind[0])) list.sort((a, b) => a.bearing - b.bearing || a.from - b.from);
    let length = 0;
    for (const { from, to } of list) for (let i = from; i < to; i++) this.tour[length++] = parent.visits[i] as number;
    return length;
  }

  /** Calls whose days make a pattern have it; the others choose one, in random order. */
  private complete(): void {
    const { ground, search, masks } = this;
    search.patterns.fill(-1);
    this.chance.shuffle(this.order);
    for (let c = 0; c < ground.calls; c++) {
      const patterns = ground.patterns[c] as PlainGround['patterns'][number];
      search.patterns[c] = patterns.findIndex(({ mask }) => mask === masks[c]);
    }
    for (const call of this.order) if ((search.patterns[call] as number) < 0) search.choosePattern(call);
  }
}
