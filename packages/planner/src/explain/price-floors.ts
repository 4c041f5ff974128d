import type { Words } from '../model/words.ts';
import { patternsWithin } from '../placing/floors.ts';
import type { Placement } from '../placing/place-call.ts';
import type { RotaProblem } from '../rota/problem.ts';
import { costOfLifted, type Desk, place, relaxed, withCall } from './desk.ts';
import type { FloorPrice } from './explanation.ts';

const WINDOW_STEP = 30;
const SHIFT_STEP = 60;
const OVERTIME_STEP = 30;

/** What each promise would save or allow if it were one step looser for this call, all other visits where they are. */
export function priceFloors(desk: Desk): readonly FloorPrice[] {
  const { standing, call, doable, at } = desk;
  const { county, made } = standing;
  const own = made.problem.calls[at];
  const sets = (terms: Parameters<typeof patternsWithin>[3], days = doable) => patternsWithin(county, call, days, terms);
  const wider = (): Desk =>
    relaxed(desk, (problem) =>
      withCall(problem, at, { windows: (own?.windows ?? []).map(({ from, to }) => ({ from: from - WINDOW_STEP, to: to + WINDOW_STEP })) }),
    );
  const hours = (change: (shift: RotaProblem['shifts'][number]) => Partial<RotaProblem['shifts'][number]>): Desk =>
    relaxed(desk, (problem) => ({
      ...problem,
      calls: problem.calls.map((it, index) => (index === at ? { ...it, vehicles: null } : it)),
      shifts: problem.shifts.map((shift) => (own?.vehicles?.includes(shift.vehicle) === false ? shift : { ...shift, ...change(shift) })),
    }));
  const mayCome = (shift: number): boolean => own?.vehicles?.includes(made.problem.shifts[shift]?.vehicle ?? -1) !== false;
  const longer = hours(({ closesAt }) => ({ closesAt: closesAt + SHIFT_STEP }));
  const later = hours(({ maxOvertime }) => ({ maxOvertime: maxOvertime + OVERTIME_STEP }));
  const { visits, maxGapDays, minGapDays } = call;
  return [
    fewer(desk),
    ...(maxGapDays === null
      ? []
      : [
          price(
            desk,
            'max-gap',
            { zh: `间隔放宽到 ${maxGapDays + 1} 天`, en: `gaps up to ${maxGapDays + 1} days` },
            place(desk, sets({ maxGapDays: maxGapDays + 1 })),
          ),
        ]),
    ...(minGapDays > 1 && visits > 1
      ? [
          price(
            desk,
            'min-gap',
            { zh: `最短间隔减到 ${minGapDays - 1} 天`, en: `gaps down to ${minGapDays - 1} days` },
            place(desk, sets({ minGapDays: minGapDays - 1 })),
          ),
        ]
      : []),
    ...(county.policy.isSameWeekday && visits > 1
      ? [price(desk, 'same-weekday', { zh: '不必固定星期', en: 'no fixed weekday' }, place(desk, sets({ mostWeekdays: null })))]
      : []),
    ...((own?.windows.length ?? 0) > 0
      ? [price(desk, 'window', { zh: `时段前后放宽 ${WINDOW_STEP} 分钟`, en: `hours ${WINDOW_STEP} minutes wider` }, placeIn(wider(), {}))]
      : []),
    price(
      desk,
      'shift',
      { zh: `班次延长 ${SHIFT_STEP} 分钟`, en: `shifts ${SHIFT_STEP} minutes longer` },
      placeIn(longer, { mayUse: mayCome }),
      costOfLifted(longer).total,
    ),
    price(
      desk,
      'overtime',
      { zh: `加班上限多 ${OVERTIME_STEP} 分钟`, en: `${OVERTIME_STEP} minutes more overtime allowed` },
      placeIn(later, { mayUse: mayCome }),
    ),
  ];
}

function placeIn(desk: Desk, options: Parameters<typeof place>[2]): Placement | null {
  return place(desk, patternsWithin(desk.standing.county, desk.call, desk.doable), options);
}

/** One visit less: the cheapest set of days with one visit fewer, gaps across it not counted; without any visit, the plan without it. */
function fewer(desk: Desk): FloorPrice {
  const { call, doable, standing } = desk;
  const words = { zh: `少去一次（${call.visits - 1} 次）`, en: `one visit less (${call.visits - 1})` };
  if (call.visits > 1)
    return price(
      desk,
      'visits',
      words,
      place(desk, patternsWithin(standing.county, call, doable, { visits: call.visits - 1, maxGapDays: null })),
    );
  const saves = desk.days.length > 0 ? desk.cost.total - costOfLifted(desk).total : 0;
  return { floor: 'visits', saves: clean(saves), allows: 0, words: said(words, clean(saves), 0) };
}

/** `shorter` is what the lifted plan costs under the looser promise, when that alone makes other visits cheaper: not this call's doing. */
function price(
  desk: Desk,
  floor: FloorPrice['floor'],
  step: Words,
  placement: Placement | null,
  lifted = costOfLifted(desk).total,
): FloorPrice {
  const missing = Math.max(0, desk.call.visits - desk.days.length);
  const allows = placement && floor !== 'visits' ? Math.max(0, placement.pattern.days.length - desk.days.length) : 0;
  const ownCost = desk.cost.total - costOfLifted(desk).total;
  const saves = placement && missing === 0 ? clean(ownCost - (placement.total - lifted)) : 0;
  return { floor, saves, allows, words: said(step, saves, allows) };
}

const clean = (minutes: number): number => (minutes < 1e-6 ? 0 : Math.round(minutes * 1e6) / 1e6);

function said(step: Words, saves: number, allows: number): Words {
  if (allows > 0)
    return { zh: `${step.zh}：可多排 ${allows} 次`, en: `${step.en}: allows ${allows} more ${allows === 1 ? 'visit' : 'visits'}` };
  if (saves < 0.5) return { zh: `${step.zh}：省不了`, en: `${step.en}: saves nothing` };
  return { zh: `${step.zh}：省 ${Math.round(saves)} 分钟`, en: `${step.en}: saves ${Math.round(saves)} minutes` };
}
