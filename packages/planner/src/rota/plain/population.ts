import type { Chance } from '../chance.ts';
import type { Penalty } from './day.ts';
import { distance, fined, type Individual } from './individual.ts';
import type { PlainGround } from './plain-ground.ts';

/** Sizes as in Vidal et al. 2012 and 2022, smaller since seconds are few: survivors, births until the next selection, élite, near kin. */
const SURVIVORS = 20;
const BIRTHS = 30;
const ELITE = 4;
const CLOSE = 4;

/** Feasible and infeasible rotas, each kept good and different from one another. */
export class Population {
  private readonly feasible: Individual[] = [];
  private readonly infeasible: Individual[] = [];
  private readonly ground: PlainGround;
  private readonly penalty: Penalty;
  private readonly chance: Chance;

  constructor(ground: PlainGround, penalty: Penalty, chance: Chance) {
    this.ground = ground;
    this.penalty = penalty;
    this.chance = chance;
  }

  get size(): number {
    return this.feasible.length + this.infeasible.length;
  }

  clear(): void {
    this.feasible.length = 0;
    this.infeasible.length = 0;
  }

  add(one: Individual): void {
    const group = one.isFeasible ? this.feasible : this.infeasible;
    for (const other of group) {
      const apart = distance(this.ground, one, other);
      insertKin(one, other, apart);
      insertKin(other, one, apart);
    }
    group.push(one);
    this.rank(group);
    if (group.length > SURVIVORS + BIRTHS) while (group.length > SURVIVORS) this.dropWorst(group);
  }

  /** After the penalties have changed. */
  rankInfeasible(): void {
    this.rank(this.infeasible);
  }

  /** Binary tournament over both groups. */
  pick(): Individual {
    const a = this.any();
    const b = this.any();
    return a.fitness <= b.fitness ? a : b;
  }

  private any(): Individual {
    const i = this.chance.below(this.size);
    return (i < this.feasible.length ? this.feasible[i] : this.infeasible[i - this.feasible.length]) as Individual;
  }

  /** Biased fitness: rank by cost, and by how far the near kin is (Vidal et al. 2012, equation 4). The group is left ordered by cost. */
  private rank(group: Individual[]): void {
    group.sort((a, b) => fined(a, this.penalty) - fined(b, this.penalty));
    const size = group.length;
    if (size === 1) (group[0] as Individual).fitness = 0;
    const apart = group.map((one, i) => ({ i, far: -farness(one) })).sort((a, b) => a.far - b.far || a.i - b.i);
    for (const [byFarness, { i }] of apart.entries()) {
      const one = group[i] as Individual;
      const byCost = i / Math.max(1, size - 1);
      one.fitness = byCost + (size <= ELITE ? 0 : (1 - ELITE / size) * (byFarness / Math.max(1, size - 1)));
    }
  }

  private dropWorst(group: Individual[]): void {
    let worst = 1;
    let worstIsClone = false;
    let worstFitness = Number.NEGATIVE_INFINITY;
    for (let i = 1; i < group.length; i++) {
      const one = group[i] as Individual;
      const isClone = (one.kin[0]?.distance ?? 1) < 1e-9;
      if ((isClone && !worstIsClone) || (isClone === worstIsClone && one.fitness > worstFitness)) {
        worst = i;
        worstIsClone = isClone;
        worstFitness = one.fitness;
      }
    }
    const [gone] = group.splice(worst, 1) as [Individual];
    for (const one of group) {
      const at = one.kin.findIndex(({ other }) => other === gone);
      if (at >= 0) one.kin.splice(at, 1);
    }
    this.rank(group);
  }
}

function insertKin(one: Individual, other: Individual, apart: number): void {
  let at = one.kin.length;
  while (at > 0 && (one.kin[at - 1]?.distance as number) > apart) at--;
  one.kin.splice(at, 0, { other, distance: apart });
}

function farness({ kin }: Individual): number {
  const count = Math.min(CLOSE, kin.length);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += kin[i]?.distance as number;
  return count === 0 ? 1 : sum / count;
}
