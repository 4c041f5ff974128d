import type { Call } from '../model/call.ts';
import type { County, Village } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { Travel } from '../model/travel.ts';
import { type CountyProblem, problemOf } from '../rota/from-county.ts';
import { wishesBroken } from '../rota/plan-cost.ts';
import type { RotaAnswer } from '../rota/problem.ts';
import type { TimedDay } from '../rota/time-day.ts';

/** A plan put back into numbers: each shift's trips with the clock times that were published. */
export interface Standing {
  readonly county: County;
  readonly made: CountyProblem;
  /** By shift; null is a day on which the vehicle stays at home. */
  readonly days: readonly (TimedDay | null)[];
  readonly villages: ReadonlyMap<string, Village>;
  /** Wishes that deliveries by bus do not keep; nothing here changes them. */
  readonly lineWishes: number;
  /** Stops of the plan that county and calls know no shift or call for; they are not among `days`. */
  readonly strangers: readonly { readonly vehicle: string; readonly date: string; readonly call: string }[];
}

/** Calls that ride on buses in this plan are left to the buses. */
export function standPlan(county: County, calls: readonly Call[], travel: Travel, plan: Plan): Standing {
  const riding = new Set(plan.lineDeliveries.map(({ call }) => call));
  return standIn(
    county,
    problemOf(
      county,
      calls.filter(({ id }) => !riding.has(id)),
      travel,
    ),
    calls,
    plan,
  );
}

/** The same in a problem that is made already. */
function standIn(county: County, made: CountyProblem, calls: readonly Call[], plan: Plan): Standing {
  const shiftAt = new Map(made.shifts.map(({ vehicle, date }, at) => [`${vehicle.id} ${date}`, at]));
  const callAt = new Map(made.calls.map(({ id }, at) => [id, at]));
  const villages = new Map(county.villages.map((it) => [it.id, it]));
  const rounds = new Map(calls.map(({ id, round }) => [id, round]));
  const days: (TimedDay | null)[] = made.shifts.map(() => null);
  const strangers: Standing['strangers'][number][] = [];
  for (const tour of plan.tours.toSorted((a, b) => a.startMinutes - b.startMinutes)) {
    const at = shiftAt.get(`${tour.vehicle} ${tour.date}`);
    const known = tour.stops.filter(({ call }) => at !== undefined && callAt.has(call));
    for (const { call } of tour.stops.filter((it) => !known.includes(it))) strangers.push({ vehicle: tour.vehicle, date: tour.date, call });
    if (at === undefined || known.length === 0) continue;
    const stops = known.map(({ call, arriveMinutes, beginMinutes, leaveMinutes }) => ({
      call: callAt.get(call) as number,
      arrive: arriveMinutes,
      begin: beginMinutes,
      leave: leaveMinutes,
    }));
    days[at] = [...(days[at] ?? []), { start: tour.startMinutes, end: tour.endMinutes, stops, rest: tour.rest }];
  }
  const lineWishes = plan.lineDeliveries.reduce(
    (sum, { village, call, date, arriveMinutes }) => sum + wishesBroken(villages.get(village), rounds.get(call) ?? '', date, arriveMinutes),
    0,
  );
  return { county, made, days, villages, lineWishes, strangers };
}

export const tripsOf = (day: TimedDay | null | undefined): readonly (readonly number[])[] =>
  (day ?? []).map(({ stops }) => stops.map(({ call }) => call));

/** The shifts that visit a call, in the order of days. */
export function shiftsOf({ days }: Pick<Standing, 'days'>, call: number): readonly number[] {
  return days.flatMap((day, at) => (day?.some(({ stops }) => stops.some((it) => it.call === call)) ? [at] : []));
}

/** The plan as an answer to the search, to begin with. A call whose days are no set of the problem's has none, and is placed anew. */
export function answerOf({ made: { problem }, days }: Standing): RotaAnswer {
  const trips = problem.shifts.map((_, at) => tripsOf(days[at]));
  const visited = problem.calls.map(() => [] as number[]);
  for (const [at, { day }] of problem.shifts.entries()) for (const call of trips[at]?.flat() ?? []) visited[call]?.push(day);
  const patterns = problem.calls.map((call, at) => {
    const own = (visited[at] ?? []).sort((a, b) => a - b).join();
    return call.patterns.findIndex((it) => it.days.join() === own);
  });
  return { trips, patterns, missing: 0, isFeasible: true, cost: 0 };
}
