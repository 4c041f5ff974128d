import type { Call } from '../../model/call.ts';
import type { Plan } from '../../model/plan.ts';
import { publishedHours } from '../../model/published-hours.ts';
import { type Visit, visitsOf } from '../visits.ts';

/** A visit at its published hours, under the name that it keeps when it is moved: the call's first, second … of the horizon. */
export interface NumberedVisit extends Visit {
  readonly uid: string;
}

/** Two plans of one horizon name the n-th visit of a call alike, so that a phone moves the entry instead of adding another. */
export function numberedVisits(calls: readonly Call[], plan: Plan): readonly NumberedVisit[] {
  const counts = new Map<string, number>();
  return visitsOf(calls, plan).map((visit) => {
    const number = (counts.get(visit.call) ?? 0) + 1;
    counts.set(visit.call, number);
    return { ...publishedHours(visit), uid: `${encodeURIComponent(visit.call.toWellFormed())}-${plan.from}-${number}@outreach.yinzheng` };
  });
}
