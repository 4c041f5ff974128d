import { Chance } from '../chance.ts';
import type { Budget } from '../clock.ts';
import { tripsOf } from '../cost.ts';
import type { RotaAnswer, RotaProblem } from '../problem.ts';
import type { RotaSearch } from '../rota-search.ts';
import type { Ground } from './ground.ts';
import { Recreate } from './recreate.ts';
import { type Picture, RotaState, read } from './rota-state.ts';
import { chooseRuin } from './ruin.ts';
import { setOut } from './set-out.ts';
import { mixedDays, swapRows } from './swap-rows.ts';

/** Temperatures of the annealing, as parts of the first plan's mean cost per visit. */
const HOT = 0.3;
const COLD = 0.003;
/** How often two vehicles of a day exchange their whole rows, where they differ. */
const SWAP_ROWS = 0.05;

/**
 * Slack induction by string removals (Christiaens and Vanden Berghe 2020) for the whole form of the problem: what is taken out is whole calls, and
 * each call that comes back chooses its pattern anew.
 */
export class RuinSearch implements RotaSearch {
  private readonly problem: RotaProblem;
  private readonly start: RotaAnswer | undefined;
  private readonly state: RotaState;
  private readonly chance: Chance;
  private readonly recreate: Recreate;
  private readonly isGone: Uint8Array;
  private readonly mixedDays: readonly number[];
  private current = 0;
  private best: Picture | null = null;
  private scale = 1;
  private visits = 0;
  private used = 0;
  leastCost = Number.POSITIVE_INFINITY;

  constructor(ground: Ground, seed: number, start: RotaAnswer | undefined) {
    this.problem = ground.problem;
    this.start = start;
    this.state = new RotaState(ground);
    this.chance = new Chance(seed);
    this.recreate = new Recreate(this.state, this.chance);
    this.mixedDays = mixedDays(this.state.ground);
    this.isGone = new Uint8Array(ground.problem.calls.length);
  }

  round(budget: Budget): boolean {
    if (this.best === null) return this.begin(this.start);
    return this.anneal(budget.share);
  }

  /** One round when this part of the annealing is over. */
  anneal(share: number): boolean {
    return this.ruinAndRecreate(HOT * (COLD / HOT) ** share);
  }

  /** One round at a temperature given as a part of the scale. */
  private ruinAndRecreate(heat: number): boolean {
    const { state, isGone } = this;
    const temperature = this.scale * heat;
    if (this.mixedDays.length > 0 && this.chance.part() < SWAP_ROWS) {
      return this.decide(swapRows(state, this.chance, this.mixedDays), temperature);
    }
    const gone = chooseRuin(state, this.chance, isGone, this.visits / Math.max(1, this.used));
    const isTakenOut = state.takeOut(gone, (call) => isGone[call] === 1);
    for (const call of gone) isGone[call] = 0;
    if (isTakenOut) this.recreate.insertAll(gone);
    return this.decide(isTakenOut, temperature);
  }

  /** Keeps what the round changed by the annealing's rule, or takes it back. */
  private decide(isDrivable: boolean, temperature: number): boolean {
    const { state } = this;
    const cost = isDrivable ? state.cost() : Number.POSITIVE_INFINITY;
    if (!(cost < this.current - temperature * Math.log(this.chance.part() + 1e-12))) {
      state.undo();
      return false;
    }
    state.keep();
    this.current = cost;
    return this.note(cost);
  }

  private begin(start: RotaAnswer | undefined): boolean {
    const { state } = this;
    const calls = this.problem.calls.map((_, c) => c);
    const kept = start ? setOut(state, start) : new Set<number>();
    this.recreate.insertAll(calls.filter((call) => !kept.has(call)));
    this.current = state.cost();
    state.keep();
    this.visits = state.placements.reduce((sum, placement) => sum + (placement?.shifts.length ?? 0), 0);
    this.used = state.rows.reduce((sum, { codes }) => sum + (codes.length > 0 ? 1 : 0), 0);
    const travel = state.rows.reduce((sum, row) => sum + row.travel, 0);
    this.scale = Math.max(1e-6, travel / Math.max(1, this.visits));
    return this.note(this.current);
  }

  private note(cost: number): boolean {
    if (!(cost < this.leastCost - 1e-9)) return false;
    this.leastCost = cost;
    this.best = this.state.picture();
    return true;
  }

  /** The rota of the moment, which need not be the best. */
  now(): Pick<RotaAnswer, 'trips' | 'patterns'> {
    return read(this.state.picture(), tripsOf);
  }

  trips(): Pick<RotaAnswer, 'trips' | 'patterns'> {
    return this.best === null ? { trips: [], patterns: [] } : read(this.best, tripsOf);
  }
}
