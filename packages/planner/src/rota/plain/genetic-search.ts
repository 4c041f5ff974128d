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
/**
 * Where most calls are visited once, days are alike and good moves lead from one day to another, which the local search makes one call at a time
 * only: such problems are annealed first for a part of the time, long where there are many visits; rotas on the way found the population.
 */
const FEW_RETURNS = 1.4;
const MANY_VISITS = 400;
const ANNEALED_MANY = 0.8;
const ANNEALED_FEW = 0.3;
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
  /** Part of the time. */
  private readonly annealed: number;
  private best: Individual | null = null;
  private founders = 0;
  private pictured = 0;
  private births = 0;
  private feasibleByLoad = 0;
  private feasibleByTime = 0;
  private hasRuinBegun = false;
  private ruinCost = Number.POSITIVE_INFINITY;

  constructor(problem: RotaProblem, ground: Ground, seed: number, start: RotaAnswer | undefined) {
    this.ruin = new RuinSearch(ground, seed, start);
    this.ground = layPlain(problem, ground.near);
    this.visits = problem.calls.reduce((sum, { patterns }) => sum + (patterns[0]?.days.length ?? 0), 0);
    const few = this.visits <= FEW_RETURNS * problem.calls.length ? ANNEALED_FEW : 0;
    this.annealed = this.visits > MANY_VISITS ? ANNEALED_MANY : few;
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
      this.seeRuin();
      this.adopt(this.ruin.trips());
      return true;
    }
    const { annealed } = this;
    if (budget.share < annealed) return this.anneal(budget.share / annealed);
    if (this.leastCost === Number.POSITIVE_INFINITY && this.anneal(budget.share)) return true;
    if (this.visits <= MANY_VISITS && this.founders < FOUNDERS) {
      this.founders++;
      this.found();
    } else {
      this.crossover.cross(this.population.pick(), this.population.pick());
    }
    return this.raise();
  }

  /** A round of ruin and recreate; once it has cooled to half, its better rotas, and now and then that of the moment, join the population. */
  private anneal(share: number): boolean {
    const before = this.leastCost;
    if (this.ruin.anneal(share)) this.seeRuin();
    if (share >= 0.5) {
      if (this.ruinCost < before) this.adopt(this.ruin.trips());
      if (share >= 0.5 + (0.5 * this.pictured) / PICTURES) {
        this.pictured++;
        this.adopt(this.ruin.now());
      }
    }
    return this.leastCost < before;
  }

  /** Notes what ruin and recreate has come to, if no visit is left out. */
  private seeRuin(): void {
    if (!this.ruin.trips().patterns.includes(-1)) this.ruinCost = this.ruin.leastCost;
  }

  /** Of the best rota that keeps all limits. */
  private get leastCost(): number {
    return Math.min(this.ruinCost, this.best?.cost ?? Number.POSITIVE_INFINITY);
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

  /** A founder: calls in random order, each on the pattern and where it costs least so far. */
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
    return this.best === null || this.ruinCost < this.best.cost ? this.ruin.trips() : this.answerOf(this.best);
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
