import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import { publishedHours } from '../model/published-hours.ts';
import { type Visit, visitsOf } from './visits.ts';

/** What comes to one village and what does not. */
export interface VillageTimetable {
  readonly village: string;
  readonly rounds: readonly VillageRound[];
}

export interface VillageRound {
  readonly call: string;
  readonly round: string;
  readonly promised: number;
  readonly missing: number;
  /** At the hours that are published. */
  readonly visits: readonly Visit[];
}

/** One entry for each village of the county, in its order, also for those that nobody comes to; calls in their own order. */
export function timetableByVillage(county: County, calls: readonly Call[], plan: Plan): readonly VillageTimetable[] {
  const visits = Map.groupBy(visitsOf(calls, plan).map(publishedHours), ({ call }) => call);
  const byVillage = Map.groupBy(calls, ({ village }) => village);
  return county.villages.map(({ id }) => ({
    village: id,
    rounds: (byVillage.get(id) ?? []).map((call) => {
      const kept = visits.get(call.id) ?? [];
      return { call: call.id, round: call.round, promised: call.visits, missing: Math.max(0, call.visits - kept.length), visits: kept };
    }),
  }));
}
