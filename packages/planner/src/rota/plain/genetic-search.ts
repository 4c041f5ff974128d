import { Chance } from '../chance.ts';
import type { Budget } from '../clock.ts';
import type { RotaAnswer, RotaProblem } from '../problem.ts';
import type { RotaSearch } from '../rota-search.ts';
import type { Ground } from '../ruin/ground.ts';
import { RuinSearch } from '../ruin/ruin-search.ts';
import { Crossover } from './crossover.ts';
import type { Penalty } from './day.ts';
import { type Individual, readIndividual } from './individual.ts';
import { LocalSearch } from './local-search.ts';
import { layPlain, type PlainGround } from './plain-ground.ts';
import { Population } from './population.ts';

const FOUNDERS = 40;
/** Births between two looks at how many were feasible, and the part that should be. */
const PENALTY_TURN = 40;
const FEASIBLE_SHARE = 0.3;
/** How often a child that breaks limits is improved again under dear fines. */
const REPAIR = 0.5;
/** A problem with more visits than this is annealed first, for this part of the time; rotas on the way found the population. */
const MANY_VISITS = 400;
const ANNEALED = 0.8;
const PICTURES = 20;

/** Hybrid genetic search with diversity control (HGSADC, Vidal et al. 2012) for plain problems. */
export class GeneticSearch implements RotaSearch {
  private readonly ground: PlainGround;
  private readonly penalty: Penalty;
  private readonly chance: Chance;
  private readonly search: LocalSearch;
  private readonly crossover: Crossover;
  private readonly population: Population;
  private readonly ruin: RuinSearch;
  private readonly visits: number;
  private best: Individual | null = null;
  private founders = 0;
  private pictured = 0;
  private births = 0;
  private feasibleByLoad = 0;
  private feasibleByTime = 0;
  private hasRuinBegun = false;
  /** Greedy; the answer while no rota keeps all limits. */
  private first: Pick<RotaAnswer, 'trips' | 'patterns'> = { trips: [], patterns: [] };

  constructor(problem: RotaProblem, ground: Ground, seed: number, start: RotaAnswer | undefined) {
    this.ruin = new RuinSearch(ground, seed, start);
    this.ground = layPlain(problem, ground.near);
    this.visits = problem.calls.reduce((sum, { patterns }) => sum + (patterns[0]?.days.length ?? 0), 0);
    this.penalty = firstPenalty(this.ground);
    this.chance = new Chance(seed);
    this.search = new LocalSearch(this.ground, ground.kindOf, this.penalty, this.chance);
    this.crossover = new Crossover(this.search, this.chance);
    this.population = new Population(this.ground, this.penalty, this.chance);
  }

  round(budget: Budget): boolean {
    if (!this.hasRuinBegun) {
      this.hasRuinBegun = true;
      this.ruin.round(budget);
      this.first = this.ruin.trips();
      this.adopt(this.first);
      return true;
    }
    if (this.visits > MANY_VISITS && budget.share < ANNEALED) return this.anneal(budget.share / ANNEALED);
    if (this.founders < FOUNDERS) {
      this.founders++;
      this.found();
    } else {
      this.crossover.cross(this.population.pick(), this.population.pick());
    }
    return this.raise();
  }

  /** A round of ruin and recreate; now and then, once it has cooled to half, the rota of the moment joins the population. */
  private anneal(share: number): boolean {
    const isBetter = this.ruin.anneal(share);
    this.founders = FOUNDERS;
    if (share >= 0.5 + (0.5 * this.pictured) / PICTURES) {
      this.pictured++;
      this.adopt(this.ruin.now());
    }
    if (!isBetter || this.best === null || this.ruin.leastCost >= this.best.cost) return false;
    this.adopt(this.ruin.trips());
    return true;
  }

  /** Takes a whole rota from outside in, as it is and improved. */
  private adopt({ trips, patterns }: Pick<RotaAnswer, 'trips' | 'patterns'>): void {
    if (patterns.includes(-1)) return;
    this.lay({ trips, patterns });
    this.note(readIndividual(this.search));
    this.raise();
  }

  private lay({ trips, patterns }: Pick<RotaAnswer, 'trips' | 'patterns'>): void {
    const { search, ground } = this;
    search.clear();
    search.patterns.set(patterns);
    for (const [d, day] of search.days.entries()) {
      for (const [k, s] of (ground.shiftsOf[d] as Int32Array).entries()) {
        const row = Int32Array.from((trips[s] ?? []).flat());
        day.setRow(k, row, 0, row.length);
      }
    }
  }

  /** A founder: calls in random order, each where it costs least, on a random pattern at first. */
  private found(): void {
    const { search, ground, chance } = this;
    search.clear();
    const order = Int32Array.from({ length: ground.calls }, (_, c) => c);
    chance.shuffle(order);
    for (const call of order) search.choosePattern(call);
  }

  /** Improves what the local search holds, and takes it into the population. */
  private raise(): boolean {
    this.search.improve();
    const child = readIndividual(this.search);
    this.population.add(child);
    let isBetter = this.note(child);
    this.births++;
    if (child.overload === 0) this.feasibleByLoad++;
    if (child.overtime === 0) this.feasibleByTime++;
    if (!child.isFeasible && this.chance.part() < REPAIR) isBetter = this.repair(child) || isBetter;
    if (this.births % PENALTY_TURN === 0) this.turnPenalties();
    return isBetter;
  }

  private repair(child: Individual): boolean {
    const { load, time } = this.penalty;
    this.penalty.load = load * 10;
    this.penalty.time = time * 10;
    this.lay(this.answerOf(child));
    this.search.improve();
    this.penalty.load = load;
    this.penalty.time = time;
    const repaired = readIndividual(this.search);
    if (!repaired.isFeasible) return false;
    this.population.add(repaired);
    return this.note(repaired);
  }

  private turnPenalties(): void {
    this.penalty.load = turned(this.penalty.load, this.feasibleByLoad / PENALTY_TURN);
    this.penalty.time = turned(this.penalty.time, this.feasibleByTime / PENALTY_TURN);
    this.feasibleByLoad = 0;
    this.feasibleByTime = 0;
    this.population.rankInfeasible();
  }

  private note(child: Individual): boolean {
    if (!child.isFeasible || (this.best !== null && child.cost >= this.best.cost - 1e-9)) return false;
    this.best = child;
    return true;
  }

  trips(): Pick<RotaAnswer, 'trips' | 'patterns'> {
    return this.best === null ? this.first : this.answerOf(this.best);
  }

  private answerOf(one: Individual): Pick<RotaAnswer, 'trips' | 'patterns'> {
    const trips: number[][][] = this.ground.problem.shifts.map(() => []);
    let row = 0;
    let from = 0;
    for (const shifts of this.ground.shiftsOf) {
      for (const s of shifts) {
        const to = one.ends[row++] as number;
        if (to > from) trips[s] = [[...one.visits.subarray(from, to)]];
        from = to;
      }
    }
    return { trips, patterns: [...one.patterns] };
  }
}

function firstPenalty({ problem, load }: PlainGround): Penalty {
  let way = 0;
  for (const { cost } of problem.tables) for (const one of cost) way = Math.max(way, one);
  return { load: Math.max(0.1, way / Math.max(1e-9, ...load)), time: 1 };
}

function turned(penalty: number, share: number): number {
  if (share < FEASIBLE_SHARE - 0.05) return Math.min(1e6, penalty * 1.2);
  if (share > FEASIBLE_SHARE + 0.05) return Math.max(1e-4, penalty * 0.85);
  return penalty;
}
