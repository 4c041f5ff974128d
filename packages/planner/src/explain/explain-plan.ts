import { weekdayOf } from '../demand/calendar.ts';
import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import { publishedBegin } from '../model/published-hours.ts';
import type { Travel } from '../model/travel.ts';
import type { Words } from '../model/words.ts';
import { priceDays } from '../placing/price-days.ts';
import { type Standing, standPlan } from '../placing/standing.ts';
import { chooseDays } from './choose-day.ts';
import { chooseVehicles } from './choose-vehicle.ts';
import { deskFor, visitsIn } from './desk.ts';
import type { CallExplanation, DayChoice, ExplainedVisit, PlanExplanation, VehicleChoice } from './explanation.ts';
import { keepWishes } from './keep-wishes.ts';
import { clockText, dateWords, joined, weekdayWords } from './phrases.ts';
import { priceFloors } from './price-floors.ts';
import { reoptimiseChoices } from './reoptimise.ts';

export interface Planned {
  readonly county: County;
  readonly calls: readonly Call[];
  readonly travel: Travel;
  readonly plan: Plan;
}

export interface ExplainOptions {
  /** Ids; all where absent. */
  readonly villages?: readonly string[];
  /** Every single visit on every other date, too, not only whole weekdays. */
  readonly isEachDate?: boolean;
  /** Ways of insertion that are priced to the end for each choice; 8 where absent. More makes more prices exact, and takes longer. */
  readonly trials?: number;
  /** Searches that many rounds with each choice forced, beside the price with all else fixed. */
  readonly reoptimise?: { readonly seed: number; readonly rounds: number };
  readonly onProgress?: (done: number, all: number) => void;
}

const TRIALS = 8;

/**
 * For every village and round why it is that day and that vehicle: the exact price of the others with all else fixed, what forbids those
 * that cannot be, which promises bind, and what wishes would take. Deterministic.
 */
export function explainPlan({ county, calls, travel, plan }: Planned, options: ExplainOptions = {}): PlanExplanation {
  const standing = standPlan(county, calls, travel, plan);
  const cost = priceDays(standing, standing.days);
  const wanted = calls.filter(({ village }) => options.villages?.includes(village) ?? true);
  const placed = new Map(standing.made.calls.map(({ id }, at) => [id, at]));
  const explained = wanted.map((call, index) => {
    options.onProgress?.(index, wanted.length);
    const at = placed.get(call.id);
    return at === undefined ? withoutSearch(county, call, plan) : explainCall(standing, cost, at, options);
  });
  return { calls: explained };
}

function explainCall(standing: Standing, cost: Plan['cost'], at: number, options: ExplainOptions): CallExplanation {
  const desk = deskFor(standing, cost, at, options.trials ?? TRIALS);
  const { call } = desk;
  const visits = visitsIn(standing, standing.days, at);
  const isAsked = options.reoptimise !== undefined;
  const days = isAsked
    ? reoptimiseChoices(desk, chooseDays(desk, options.isEachDate ?? false), options.reoptimise)
    : chooseDays(desk, options.isEachDate ?? false);
  const vehicles = isAsked ? reoptimiseChoices(desk, chooseVehicles(desk), options.reoptimise) : chooseVehicles(desk);
  return {
    call: call.id,
    village: call.village,
    round: call.round,
    visits,
    missing: Math.max(0, call.visits - visits.length),
    why: whyWords(standing.county, call, visits, days, vehicles),
    days,
    vehicles,
    floors: priceFloors(desk),
    wishes: keepWishes(desk),
  };
}

/** Calls that buses bring, and those that no vehicle could ever. */
function withoutSearch(county: County, call: Call, plan: Plan): CallExplanation {
  const rides = plan.lineDeliveries.filter((it) => it.call === call.id);
  const unserved = plan.unserved.find((it) => it.call === call.id);
  const line = county.lines.find(({ id }) => id === rides[0]?.line)?.name ?? '';
  const visits = rides.map(({ date, line: vehicle, arriveMinutes }) => ({ date, vehicle, beginMinutes: arriveMinutes }));
  const own = { call: call.id, village: call.village, round: call.round, visits, days: [], vehicles: [], floors: [], wishes: [] };
  if (rides.length > 0) {
    const [zh, en] = [`由${line}顺路带到，不另派车`, `brought by ${line}, which stops there anyway; no vehicle goes for it`];
    return { ...own, missing: Math.max(0, call.visits - rides.length), why: { zh, en } };
  }
  return { ...own, missing: unserved?.visitsMissing ?? call.visits, why: NEVER[unserved?.reason ?? 'no-room'] };
}

const NEVER: Readonly<Record<Plan['unserved'][number]['reason'], Words>> = {
  unreachable: { zh: '没有车能到这个村', en: 'no vehicle can reach the village' },
  'no-vehicle-fits': { zh: '没有一辆车的人员、装备、容量和班次都合适', en: 'no vehicle has the crew, equipment, room and hours for it' },
  'no-day-fits': { zh: '没有符合间隔和星期的日子', en: 'no days keep its gaps and weekdays' },
  'no-room': { zh: '车都排满了', en: 'all vehicles are full' },
};

function whyWords(
  county: County,
  call: Call,
  visits: readonly ExplainedVisit[],
  days: readonly DayChoice[],
  vehicles: readonly VehicleChoice[],
): Words {
  if (visits.length === 0) return { zh: '没有排上', en: 'not in the plan' };
  const on = [...new Set(visits.map(({ date }) => weekdayOf(date)))].map(weekdayWords);
  const names = [...new Set(visits.map(({ vehicle }) => county.vehicles.find(({ id }) => id === vehicle)?.name ?? vehicle))].join('、');
  const dates = joined(visits.map(({ date }) => dateWords(date)));
  const hours = [...new Set(visits.map(({ beginMinutes }) => clockText(publishedBegin(beginMinutes))))];
  const missing = call.visits - visits.length;
  const head = {
    zh: `${joined(on).zh}（${dates.zh}）${hours.join('、')}，${names}${missing > 0 ? `；还差 ${missing} 次` : ''}。`,
    en: `${joined(on).en} (${dates.en}) at ${hours.join(', ')}, by ${names}${missing > 0 ? `; ${missing} missing` : ''}. `,
  };
  const others = [...days, ...vehicles].filter(({ isChosen }) => !isChosen);
  const prices = others.flatMap(({ outcome }) => (outcome.isPossible ? [outcome.extra.total] : []));
  const tail = compare(others.length, prices);
  return { zh: head.zh + tail.zh, en: head.en + tail.en };
}

function compare(others: number, prices: readonly number[]): Words {
  const least = Math.min(...prices);
  const barred = others - prices.length;
  const no = barred === 0 ? { zh: '', en: '' } : { zh: `；另有 ${barred} 种不行`, en: `; ${barred} more are not possible` };
  if (prices.length === 0)
    return { zh: `其他 ${others} 种日子和车辆都不行。`, en: `None of the ${others} other days and vehicles is possible.` };
  if (least >= -0.5) {
    const more = Math.round(Math.max(0, least));
    return {
      zh: `其他 ${prices.length} 种日子或车辆至少多 ${more} 分钟${no.zh}。`,
      en: `The ${prices.length} other days or vehicles cost ${more} minutes more or beyond${no.en}.`,
    };
  }
  return {
    zh: `有一种改法单独看少 ${Math.round(-least)} 分钟，搜索没有用上${no.zh}。`,
    en: `One change by itself would cost ${Math.round(-least)} minutes less; the search did not take it${no.en}.`,
  };
}
