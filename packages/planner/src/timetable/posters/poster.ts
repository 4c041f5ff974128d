import type { Call } from '../../model/call.ts';
import type { County } from '../../model/county.ts';
import type { Plan } from '../../model/plan.ts';
import { timetableByVillage } from '../by-village.ts';
import { addDays } from '../dates.ts';
import { namesOf } from '../visits.ts';
import { type When, whensOf, workingDates } from './when.ts';

/** What one village's poster says. */
export interface Poster {
  readonly id: string;
  readonly village: string;
  readonly period: string;
  readonly publisher: string;
  readonly services: readonly PosterService[];
  readonly meetAt: string | null;
  readonly phone: string | null;
  readonly remark: string | null;
}

export interface PosterService {
  readonly name: string;
  /** Empty when nobody comes in this period though it was promised. */
  readonly whens: readonly When[];
  readonly bring: string | null;
}

/** One for each village that anything was promised to, in the county's order. */
export function postersOf(county: County, calls: readonly Call[], plan: Plan): readonly Poster[] {
  const names = namesOf(county, calls);
  const known = new Map(calls.map((call) => [call.id, call]));
  const working = workingDates(plan.from, plan.days, county.horizon.holidays);
  const { notices = {} } = county;
  return timetableByVillage(county, calls, plan)
    .filter(({ rounds }) => rounds.length > 0)
    .map(({ village, rounds }) => ({
      id: village,
      village: names.village(village),
      period: periodZh(plan),
      publisher: notices.publisher ?? county.name,
      services: [...Map.groupBy(rounds, ({ round }) => round).values()].map((same) => {
        const services = [...new Set(same.flatMap(({ call }) => known.get(call)?.services ?? []).map(({ service }) => service))];
        const bring = [...new Set(services.flatMap((service) => notices.bring?.[service] ?? []))];
        return {
          name: names.call(same[0]?.call ?? ''),
          whens: whensOf(
            same.flatMap(({ visits }) => visits),
            working,
          ),
          bring: bring.length > 0 ? bring.join('；') : null,
        };
      }),
      meetAt: notices.meetAt?.[village] ?? null,
      phone: notices.phone ?? null,
      remark: notices.remark ?? null,
    }));
}

function periodZh({ from, days }: Plan): string {
  const to = addDays(from, days - 1);
  const [year, month, day] = from.split('-').map(Number);
  const [lastYear, lastMonth, lastDay] = to.split('-').map(Number);
  return `${year} 年 ${month} 月 ${day} 日 — ${lastYear === year ? '' : `${lastYear} 年 `}${lastMonth} 月 ${lastDay} 日`;
}
