import { weekdayOf } from '../demand/calendar.ts';
import type { County, Village } from '../model/county.ts';
import type { LineDelivery, PlanCost, Tour } from '../model/plan.ts';
import type { CivilDate, ClockMinutes } from '../model/units.ts';
import { irregularMinutes, meanDifference } from './cost.ts';
import { crewsOf } from './from-county.ts';

interface Made {
  readonly tours: readonly Tour[];
  readonly lineDeliveries: readonly (LineDelivery & { readonly round: string })[];
}

/** What a plan costs, part by part, in driving minutes weighed by the county's policy. */
export function planCost(county: County, { tours, lineDeliveries }: Made): PlanCost {
  const { policy } = county;
  const crews = crewsOf(county);
  const worked = new Float64Array(crews.length);
  let overtime = 0;
  for (const day of Map.groupBy(tours, ({ vehicle, date }) => `${vehicle} ${date}`).values()) {
    const at = crews.findIndex(({ id }) => id === day[0]?.vehicle);
    const end = Math.max(...day.map(({ endMinutes }) => endMinutes));
    overtime += Math.max(0, end - (crews[at]?.shift.to ?? Infinity));
    worked[at] = (worked[at] ?? 0) + end - Math.min(...day.map(({ startMinutes }) => startMinutes));
  }
  const stops = tours.flatMap((tour) => tour.stops.map((stop) => ({ ...stop, date: tour.date })));
  let irregular = 0;
  for (const visits of Map.groupBy(stops, ({ call }) => call).values()) {
    irregular += irregularMinutes(
      visits.map(({ beginMinutes }) => beginMinutes),
      policy.hourToleranceMinutes,
    );
  }
  const villages = new Map(county.villages.map((it) => [it.id, it]));
  const visits = [...stops.map((it) => ({ ...it, at: it.beginMinutes })), ...lineDeliveries.map((it) => ({ ...it, at: it.arriveMinutes }))];
  const broken = visits.reduce((sum, { village, round, date, at }) => sum + wishesBroken(villages.get(village), round, date, at), 0);
  const parts = {
    travel: tours.reduce((sum, { travelMinutes }) => sum + travelMinutes, 0),
    overtime: policy.overtimeWeight * overtime,
    unfairness: policy.unfairnessWeight * meanDifference(worked),
    irregularity: policy.irregularityWeight * irregular,
    wishes: policy.wishWeight * broken,
  };
  return { ...parts, total: parts.travel + parts.overtime + parts.unfairness + parts.irregularity + parts.wishes };
}

/** How many of a village's wishes a visit does not keep; one with weekdays and hours is one. */
export function wishesBroken(village: Village | undefined, round: string, date: CivilDate, at: ClockMinutes): number {
  let broken = 0;
  for (const wish of village?.wishes ?? []) {
    if (wish.round !== undefined && wish.round !== round) continue;
    const isDayKept = !wish.weekdays || wish.weekdays.includes(weekdayOf(date));
    const isHourKept = !wish.hours || (at >= wish.hours.from && at <= wish.hours.to);
    if (!isDayKept || !isHourKept) broken += 1;
  }
  return broken;
}
