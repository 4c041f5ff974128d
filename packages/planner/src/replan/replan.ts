import { checkPlan } from '../check/check-plan.ts';
import { dateOn } from '../demand/calendar.ts';
import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Plan, Unserved } from '../model/plan.ts';
import type { Travel } from '../model/travel.ts';
import type { Outcome } from '../model/words.ts';
import { liftCall } from '../placing/place-call.ts';
import { type Standing, shiftsOf, standPlan } from '../placing/standing.ts';
import { planCost } from '../rota/plan-cost.ts';
import { callsOf } from '../rota/plan-rota.ts';
import { planOfDays } from '../rota/to-plan.ts';
import { applyChanges } from './apply-changes.ts';
import { tellBroken, undeclaredOf } from './broken.ts';
import { keepingOf, type ReplanCase, type Request, weekdaysFrom, worthOf } from './case.ts';
import type { Change, Replanned, ReplanOptions } from './change.ts';
import { isInNeed, makeRoom } from './make-room.ts';
import { MOVING_PRICES } from './moving-prices.ts';
import { putBack } from './put-back.ts';
import { keepKnown } from './replay-changes.ts';
import { settleDays } from './settle.ts';
import { refusedRequests, tellMoves } from './tell-moves.ts';

export interface Published {
  readonly county: County;
  readonly calls: readonly Call[];
  readonly plan: Plan;
}

const TOLERANCE = 15;
const ROUNDS = 200;
const TRIALS = 6;

/**
 * A published plan after something happened. What lies before `asOf` is not touched. After it, visits keep their day, vehicle and hour
 * unless they cannot, or their village asked otherwise; what moves is told with what it counted for, and promises that cannot be kept
 * are told one by one. Buses are taken to run as before. Without an effect the plan comes out as it went in.
 */
export function replan(published: Published, changes: readonly Change[], options: ReplanOptions): Outcome<Replanned> {
  const changed = applyChanges(published.county, changes, options.asOf);
  if (!changed.ok) return changed;
  const county = changed.value;
  const travel = options.travelFor(county);
  if (!travel.ok) return travel;
  const demand = callsOf(county, travel.value);
  if (!demand.ok) return demand;
  const calls = keepKnown(published.calls, demand.value);
  const standing = standPlan(county, calls, travel.value, published.plan);
  const its = caseOf(standing, published.plan, changes, options);
  const { after, affected } = settle(its, options);
  const plan = writePlan(published.plan, { county, calls, travel: travel.value }, its, after);
  const broken = tellBroken(county, calls, plan, published);
  const moved = tellMoves({ county, calls, plan }, published, changes, its, affected);
  return {
    ok: true,
    warnings: [...travel.warnings, ...demand.warnings],
    value: {
      county,
      calls,
      travel: travel.value,
      plan,
      moved,
      refused: refusedRequests(its, after, calls),
      broken,
      undeclared: undeclaredOf(checkPlan(county, calls, travel.value, plan), broken),
    },
  };
}

function caseOf(
  standing: Standing,
  plan: Plan,
  changes: readonly Change[],
  { asOf, prices, hourToleranceMinutes }: ReplanOptions,
): ReplanCase {
  const { county, made } = standing;
  const dayOf = (date: string): number => (Date.parse(date) - Date.parse(county.horizon.from)) / 86_400_000;
  const today = dayOf(asOf);
  const callAt = new Map(made.calls.map(({ id }, at) => [id, at]));
  const published = made.calls.map(() => [] as { day: number; vehicle: string; begin: number }[]);
  const history = made.calls.map(() => [] as number[]);
  for (const { vehicle, date, stops } of plan.tours) {
    for (const { call, beginMinutes } of stops) {
      const at = callAt.get(call);
      if (at === undefined) continue;
      if (date < asOf) history[at]?.push(dayOf(date));
      else published[at]?.push({ day: dayOf(date), vehicle, begin: beginMinutes });
    }
  }
  const requests = new Map<number, Request>();
  for (const change of changes) {
    if (change.kind !== 'move') continue;
    for (const [at, call] of made.calls.entries()) {
      if (call.village !== change.village || (change.round ?? call.round) !== call.round) continue;
      requests.set(at, { ...(change.weekdays ? { weekdays: change.weekdays } : {}), ...(change.hours ? { hours: change.hours } : {}) });
    }
  }
  return {
    standing,
    today,
    published,
    history: history.map((days) => days.sort((a, b) => a - b)),
    knownUnserved: new Set(plan.unserved.flatMap(({ call }) => callAt.get(call) ?? [])),
    requests,
    prices: { ...MOVING_PRICES, ...prices },
    tolerance: Math.max(0, Math.floor(hourToleranceMinutes ?? TOLERANCE)),
    weekdayOfDay: weekdaysFrom(county.horizon.from),
  };
}

/** Out with what cannot stay, back in where it costs least, room made where a promise would break; requests last, at nobody else's expense. */
function settle(its: ReplanCase, options: ReplanOptions): { readonly after: Standing; readonly affected: ReadonlySet<string> } {
  const { standing, requests, published, today } = its;
  const { problem } = standing.made;
  const keeping = keepingOf(its);
  let now = settleDays(standing, today, keeping);
  const lacking = [...standing.made.calls.keys()].filter((at) => {
    const ahead = shiftsOf(now, at).filter((shift) => (problem.shifts[shift]?.day ?? 0) >= today).length;
    const isNew = (published[at]?.length ?? 0) + (its.history[at]?.length ?? 0) === 0 && !its.knownUnserved.has(at);
    return ahead < (published[at]?.length ?? 0) || isNew;
  });
  // The longest stops find a place last, so they choose first.
  lacking.sort((a, b) => (problem.calls[b]?.stopMinutes ?? 0) - (problem.calls[a]?.stopMinutes ?? 0) || a - b);
  const putting = { its, keeping, trials: TRIALS };
  for (const at of lacking) now = putBack(putting, now, at);
  const needy = lacking.filter((at) => isInNeed(its, now, at));
  if (needy.length > 0) now = makeRoom(putting, now, needy, options.rounds ?? ROUNDS, options.seed ?? 1);
  for (const at of requests.keys()) now = grant(its, now, at);
  const affected = [...lacking, ...requests.keys()].map((at) => standing.made.calls[at]?.id ?? '');
  return { after: now, affected: new Set(affected) };
}

/** Moves a call as its village asks, unless that is worth less than leaving it; an hour that others would lose counts for more than the request. */
function grant(its: ReplanCase, now: Standing, at: number): Standing {
  const { problem } = its.standing.made;
  const { weekdays, hours } = its.requests.get(at) ?? {};
  const isUnwanted = (shift: number): boolean => {
    const { day } = problem.shifts[shift] as (typeof problem.shifts)[number];
    return day >= its.today && (hours !== undefined || weekdays?.includes(its.weekdayOfDay(day)) === false);
  };
  const keeping = keepingOf({ ...its, prices: { ...its.prices, hour: 2 * its.prices.refused } });
  const lifted = liftCall(now, at, isUnwanted, keeping);
  if (lifted === now) return now;
  const moved = putBack({ its, keeping, trials: TRIALS }, lifted, at);
  return worthOf(its, keeping, moved.days) < worthOf(its, keeping, now.days) - 1e-6 ? moved : now;
}

/** History word for word; what lies ahead from the days as they stand now. */
function writePlan(
  old: Plan,
  parts: { readonly county: County; readonly calls: readonly Call[]; readonly travel: Travel },
  its: ReplanCase,
  after: Standing,
): Plan {
  const { county, calls } = parts;
  const { made } = its.standing;
  const from = dateOn(county.horizon, its.today);
  const days = after.days.map((day, shift) => ((made.problem.shifts[shift]?.day ?? 0) >= its.today ? day : null));
  const ahead = planOfDays({ ...parts, made, lineDeliveries: old.lineDeliveries }, days, old.search);
  const tours = [...old.tours.filter(({ date }) => date < from), ...ahead.tours];
  const rounds = new Map(calls.map(({ id, round }) => [id, round]));
  const rides = old.lineDeliveries.map((it) => ({ ...it, round: rounds.get(it.call) ?? '' }));
  const visits = new Map<string, number>();
  for (const { call } of [...tours.flatMap(({ stops }) => stops), ...rides]) visits.set(call, (visits.get(call) ?? 0) + 1);
  const reasons = new Map([...made.unplaceable, ...old.unserved].map(({ call, reason }) => [call, reason]));
  const unserved = calls.flatMap(({ id, village, visits: owed }): Unserved[] => {
    const visitsMissing = owed - (visits.get(id) ?? 0);
    return visitsMissing > 0 ? [{ call: id, village, visitsMissing, reason: reasons.get(id) ?? 'no-room' }] : [];
  });
  return { ...old, tours, lineDeliveries: old.lineDeliveries, unserved, cost: planCost(county, { tours, lineDeliveries: rides }) };
}
