import type { County } from '../model/county.ts';
import type { Travel } from '../model/travel.ts';
import type { PlannerProblem } from '../model/words.ts';
import { closuresOn, datesOf } from './days.ts';
import type { Site } from './place-on-roads.ts';

/**
 * Villages that closures leave without a way from any depot and back, on which days; one sentence for each village. Told for the
 * vehicles as a whole: a village counts as cut off when no vehicle on the road reaches it, though one did without the closures.
 */
export function cutOff(county: County, sites: readonly Site[], travel: Travel): readonly PlannerProblem[] {
  const drivers = county.vehicles.filter((vehicle) => vehicle.travel.kind === 'road');
  const depots = county.depots.length;
  const dates = datesOf(county);
  const reaches = (site: number, tables: readonly number[]): boolean =>
    tables.some((number) => {
      const minutes = travel.tables[number]?.minutes;
      return Array.from({ length: depots }, (_, d) => d).some((d) => {
        const there = minutes?.[d * sites.length + site] ?? Infinity;
        return there + (minutes?.[site * sites.length + d] ?? Infinity) < Infinity;
      });
    });
  const tablesOn = (date: string): number[] => [...new Set(drivers.flatMap(({ id }) => travel.tableOf(id, date) ?? []))];
  const open = dates.find((date) => closuresOn(county, date).length === 0);
  const closed = dates.filter((date) => closuresOn(county, date).length > 0).map((date) => ({ date, tables: tablesOn(date) }));
  return sites.slice(depots).flatMap(({ id, name }, i) => {
    const site = depots + i;
    if (open !== undefined && !reaches(site, tablesOn(open))) return [];
    const days = closed.filter(({ tables }) => !reaches(site, tables)).map(({ date }) => date);
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) return [];
    const words = {
      zh: `封路期间（${first} 至 ${last}，共 ${days.length} 天）车辆到不了“${name}”。请改期，或安排无人机、步行送达。`,
      en: `Closures leave no road to "${name}" from ${first} to ${last} (${days.length} days). Move its visits, or bring things by drone or on foot.`,
    };
    return [{ code: 'plan/place-cut-off' as const, at: id, words }];
  });
}
