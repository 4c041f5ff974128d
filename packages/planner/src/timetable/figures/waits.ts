import type { Call } from '../../model/call.ts';
import type { Plan } from '../../model/plan.ts';
import { dayNumber } from '../dates.ts';
import type { Visit } from '../visits.ts';

/** How long people of one call wait from one visit to the next. */
export interface Wait {
  readonly call: string;
  readonly village: string;
  /** In days, the last one around the horizon's end to the first visit, since the rota repeats; empty when nobody comes. */
  readonly gaps: readonly number[];
  readonly longestDays: number | null;
  readonly allowedDays: number | null;
  /** Waits that are longer than allowed or shorter than asked. */
  readonly broken: number;
}

export function waitsOf(calls: readonly Call[], visits: readonly Visit[], plan: Plan): readonly Wait[] {
  const byCall = Map.groupBy(visits, ({ call }) => call);
  return calls.map(({ id, village, minGapDays, maxGapDays }) => {
    const days = (byCall.get(id) ?? []).map(({ date }) => dayNumber(date));
    const gaps = days.map((day, index) => (days[index + 1] ?? (days[0] ?? day) + plan.days) - day);
    return {
      call: id,
      village,
      gaps,
      longestDays: gaps.length === 0 ? null : Math.max(...gaps),
      allowedDays: maxGapDays,
      broken: gaps.filter((gap) => gap < minGapDays || (maxGapDays !== null && gap > maxGapDays)).length,
    };
  });
}
