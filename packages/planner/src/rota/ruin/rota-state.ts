import { irregularMinutes, meanDifference } from '../cost.ts';
import type { RotaAnswer } from '../problem.ts';
import { NEXT_TRIP } from '../shift-times.ts';
import type { Ground } from './ground.ts';
import { beginIn, EMPTY_ROW, makeRow, type Row, without } from './row.ts';

/** The pattern chosen for a call and the shift of each of its days; -1 where that visit is left out. */
export interface Placement {
  readonly pattern: number;
  readonly shifts: readonly number[];
}

/** A whole rota under change. What a round changes is written down and can be taken back. */
export class RotaState {
  readonly ground: Ground;
  readonly rows: Row[];
  readonly placements: (Placement | null)[];
  readonly work: Float64Array;
  private readonly irregular: Float64Array;
  private travel = 0;
  private overtime = 0;
  private prices = 0;
  private irregularity = 0;
  private readonly oldRows = new Map<number, Row>();
  private readonly oldPlacements = new Map<number, Placement | null>();

  constructor(ground: Ground) {
    this.ground = ground;
    const { problem } = ground;
    this.rows = problem.shifts.map(() => EMPTY_ROW);
    this.placements = problem.calls.map(() => null);
    this.work = new Float64Array(problem.vehicles);
    this.irregular = new Float64Array(problem.calls.length);
    for (let c = 0; c < problem.calls.length; c++) this.prices += this.priceOf(c, null);
  }

  private priceOf(call: number, placement: Placement | null): number {
    const { patterns } = this.ground.problem.calls[call] as Ground['problem']['calls'][number];
    const miss = this.ground.missPrice[call] as number;
    if (placement === null) return miss * (patterns[0]?.days.length ?? 0);
    let missing = 0;
    for (const s of placement.shifts) if (s < 0) missing++;
    return missing > 0 ? missing * miss : (patterns[placement.pattern]?.price as number);
  }

  put(s: number, row: Row): void {
    const old = this.rows[s] as Row;
    if (!this.oldRows.has(s)) this.oldRows.set(s, old);
    this.exchange(s, old, row);
  }

  private exchange(s: number, old: Row, row: Row): void {
    this.rows[s] = row;
    this.travel += row.travel - old.travel;
    this.overtime += row.overtime - old.overtime;
    const vehicle = this.ground.problem.shifts[s]?.vehicle as number;
    this.work[vehicle] = (this.work[vehicle] as number) + (row.endsAt - row.departsAt) - (old.endsAt - old.departsAt);
  }

  place(call: number, placement: Placement | null): void {
    const old = this.placements[call] as Placement | null;
    if (!this.oldPlacements.has(call)) this.oldPlacements.set(call, old);
    this.prices += this.priceOf(call, placement) - this.priceOf(call, old);
    this.placements[call] = placement;
  }

  /** Takes all visits of these calls out. False when a row cannot be driven without them; the round must then be undone. */
  takeOut(calls: readonly number[], isGone: (call: number) => boolean): boolean {
    const touched = new Set<number>();
    for (const call of calls) {
      for (const s of this.placements[call]?.shifts ?? []) if (s >= 0) touched.add(s);
      this.place(call, null);
    }
    for (const s of touched) {
      const row = makeRow(this.ground, s, without((this.rows[s] as Row).codes, isGone));
      if (row === null) return false;
      this.put(s, row);
    }
    return true;
  }

  /** In the unit of the tables' cost, with the search's own price of visits left out. */
  cost(): number {
    const { weights } = this.ground.problem;
    let sum = this.travel + weights.overtime * this.overtime + this.prices;
    if (weights.unfairness > 0) sum += weights.unfairness * meanDifference(this.work);
    if (weights.irregularity > 0) sum += weights.irregularity * this.settleHours();
    return sum;
  }

  /** Irregular minutes, after looking again at every call of a changed row. */
  private settleHours(): number {
    for (const s of this.oldRows.keys()) {
      for (const call of [...(this.rows[s] as Row).codes, ...(this.oldRows.get(s) as Row).codes]) if (call !== NEXT_TRIP) this.settle(call);
    }
    return this.irregularity;
  }

  private settle(call: number): void {
    const begins: number[] = [];
    for (const s of this.placements[call]?.shifts ?? []) if (s >= 0) begins.push(beginIn(this.rows[s] as Row, call));
    const now = irregularMinutes(begins, this.ground.problem.weights.hourTolerance);
    this.irregularity += now - (this.irregular[call] as number);
    this.irregular[call] = now;
  }

  keep(): void {
    this.oldRows.clear();
    this.oldPlacements.clear();
  }

  undo(): void {
    const touched = [...this.oldRows.keys()].map((s) => [s, this.rows[s] as Row] as const);
    for (const [s, old] of this.oldRows) this.exchange(s, this.rows[s] as Row, old);
    for (const [call, old] of this.oldPlacements) this.place(call, old);
    if (this.ground.problem.weights.irregularity > 0) {
      for (const [s, row] of touched) {
        for (const call of [...row.codes, ...(this.rows[s] as Row).codes]) if (call !== NEXT_TRIP) this.settle(call);
      }
    }
    this.keep();
  }

  picture(): Picture {
    return { rows: [...this.rows], placements: [...this.placements] };
  }
}

/** A rota as it once was. */
export interface Picture {
  readonly rows: readonly Row[];
  readonly placements: readonly (Placement | null)[];
}

/** Trips and patterns of a picture; `patterns` is -1 for calls with a visit left out. */
export function read(
  { rows, placements }: Picture,
  trips: (codes: readonly number[]) => number[][],
): Pick<RotaAnswer, 'trips' | 'patterns'> {
  return {
    trips: rows.map(({ codes }) => trips(codes)),
    patterns: placements.map((placement) => (placement === null || placement.shifts.includes(-1) ? -1 : placement.pattern)),
  };
}
