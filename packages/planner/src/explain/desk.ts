import { dateOn } from '../demand/calendar.ts';
import type { Call } from '../model/call.ts';
import type { PlanCost } from '../model/plan.ts';
import type { CivilDate } from '../model/units.ts';
import { doableDays } from '../placing/floors.ts';
import { liftCall, type Pattern, type Placement, type PlaceOptions, placeCall } from '../placing/place-call.ts';
import { lessCost, priceDays } from '../placing/price-days.ts';
import { type Standing, shiftsOf } from '../placing/standing.ts';
import type { ProblemCall, RotaProblem } from '../rota/problem.ts';
import type { TimedDay } from '../rota/time-day.ts';
import type { ExplainedVisit, Possible } from './explanation.ts';

/** One call under explanation: the plan with it, the plan without it, and what it is priced against. */
export interface Desk {
  readonly standing: Standing;
  readonly lifted: Standing;
  readonly at: number;
  readonly call: Call;
  readonly cost: PlanCost;
  readonly days: readonly number[];
  readonly doable: readonly number[];
  readonly trials: number;
}

export function deskFor(standing: Standing, cost: PlanCost, at: number, trials: number): Desk {
  const { problem, calls } = standing.made;
  const days = shiftsOf(standing, at)
    .map((shift) => problem.shifts[shift]?.day as number)
    .sort((a, b) => a - b);
  const doable = doableDays(problem, at);
  return { standing, lifted: liftCall(standing, at), at, call: calls[at] as Call, cost, days, doable, trials };
}

/** The call's own price of a set of days: that of the search's pattern where it has it. */
function asPatterns({ standing, at }: Pick<Desk, 'standing' | 'at'>, sets: readonly (readonly number[])[]): readonly Pattern[] {
  const known = new Map((standing.made.problem.calls[at] as ProblemCall).patterns.map((it) => [it.days.join(), it]));
  return sets.map((days) => known.get(days.join()) ?? { days, price: 0 });
}

export function place(desk: Desk, sets: readonly (readonly number[])[], options: PlaceOptions = {}): Placement | null {
  return placeCall(desk.lifted, desk.at, asPatterns(desk, sets), { trials: desk.trials, ...options });
}

export function possible(desk: Desk, { days, cost, isLeast }: Placement): Possible {
  return { isPossible: true, visits: visitsIn(desk.standing, days, desk.at), extra: lessCost(cost, desk.cost), isLeast };
}

export function visitsIn({ made }: Standing, days: readonly (TimedDay | null)[], call: number): readonly ExplainedVisit[] {
  return days.flatMap((day, at) =>
    (day ?? []).flatMap(({ stops }) =>
      stops
        .filter((it) => it.call === call)
        .map(({ begin }) => {
          const { vehicle, date } = made.shifts[at] as (typeof made.shifts)[number];
          return { date, vehicle: vehicle.id, beginMinutes: begin };
        }),
    ),
  );
}

/** The same desk over a problem of which single terms are changed. */
export function relaxed(desk: Desk, change: (problem: RotaProblem) => RotaProblem): Desk {
  const made = { ...desk.standing.made, problem: change(desk.standing.made.problem) };
  return { ...desk, standing: { ...desk.standing, made }, lifted: { ...desk.lifted, made }, doable: doableDays(made.problem, desk.at) };
}

export const withCall = (problem: RotaProblem, at: number, change: Partial<ProblemCall>): RotaProblem => ({
  ...problem,
  calls: problem.calls.with(at, { ...(problem.calls[at] as ProblemCall), ...change }),
});

export const dateAt = ({ standing }: Desk, day: number): CivilDate => dateOn(standing.county.horizon, day);

export const costOfLifted = (desk: Desk): PlanCost => priceDays(desk.lifted, desk.lifted.days);
