import type { Call } from '../../model/call.ts';
import type { Vehicle } from '../../model/county.ts';
import type { Travel } from '../../model/travel.ts';
import type { Words } from '../../model/words.ts';
import { answerOf, standPlan } from '../../placing/standing.ts';
import { searchRota } from '../../rota/search-rota.ts';
import { planOf } from '../../rota/to-plan.ts';
import type { Planned } from '../explain-plan.ts';
import { vehicleForbids } from '../forbid.ts';
import type { Remedy } from './shortage.ts';

interface Rounds {
  readonly seed: number;
  readonly rounds: number;
}

const SHIFT_STEP = 60;
const STOP_STEP = 15;
/** Of a stop that is made shorter, so much stays. */
const LEAST_STOP = 10;

/** What one more vehicle of each kind that is short, one more hour of every shift, and a quarter of an hour less at every stop would buy. */
export function tryRemedies(planned: Planned, { seed, rounds }: Rounds): readonly Remedy[] {
  const before = searchOn(planned, { seed, rounds });
  const of = (kind: Remedy['kind'], change: Words, changed: Planned): Remedy => {
    const after = searchOn(changed, { seed, rounds });
    const [visitsGained, cost] = [before.missing - after.missing, Math.round(after.cost - before.cost)];
    const words = sayBought(change, visitsGained, after.missing, cost);
    return { kind, change, visitsGained, missing: after.missing, cost, rounds, words };
  };
  return [
    ...shortVehicles(planned).map((vehicle) =>
      of(
        'vehicle',
        { zh: `再加一辆车，同“${vehicle.name}”`, en: `one more vehicle like “${vehicle.name}”` },
        withOneMore(planned, vehicle),
      ),
    ),
    of('shift', { zh: `每个班次延长 ${SHIFT_STEP} 分钟`, en: `${SHIFT_STEP} minutes more for every shift` }, withLongerShifts(planned)),
    of('stops', { zh: `每次停留少 ${STOP_STEP} 分钟`, en: `${STOP_STEP} minutes less at every stop` }, withShorterStops(planned)),
  ];
}

function searchOn({ county, calls, travel, plan }: Planned, rounds: Rounds): { readonly missing: number; readonly cost: number } {
  const standing = standPlan(county, calls, travel, plan);
  const answer = searchRota(standing.made.problem, { ...rounds, start: answerOf(standing) });
  const parts = { county, calls, travel, made: standing.made, lineDeliveries: plan.lineDeliveries };
  const after = planOf(parts, answer, plan.search);
  return { missing: after.unserved.reduce((sum, { visitsMissing }) => sum + visitsMissing, 0), cost: after.cost.total };
}

/** One of each kind that could serve what is unserved; where nothing is, the one that drives most. */
function shortVehicles({ county, calls, plan }: Planned): readonly Vehicle[] {
  const lacking = new Set(plan.unserved.map(({ call }) => call));
  const wanted = calls.filter(({ id }) => lacking.has(id));
  const able = county.vehicles.filter((vehicle) => wanted.some((call: Call) => vehicleForbids(vehicle, call).length === 0));
  const kinds = new Map(able.map((it) => [JSON.stringify([it.skills, it.equipment, it.capacity, it.shift, it.travel.kind]), it]));
  if (lacking.size > 0) return [...kinds.values()].slice(0, 3);
  const worked = (id: string): number =>
    plan.tours.filter(({ vehicle }) => vehicle === id).reduce((sum, it) => sum + it.endMinutes - it.startMinutes, 0);
  return county.vehicles.toSorted((a, b) => worked(b.id) - worked(a.id)).slice(0, 1);
}

function withOneMore(planned: Planned, vehicle: Vehicle): Planned {
  const { county, travel } = planned;
  const more: Vehicle = { ...vehicle, id: `${vehicle.id}+`, name: `${vehicle.name}+`, daysOff: [] };
  // Only what is the vehicle's own keeps it at home; the days off of the one it is like are not.
  const tableOf: Travel['tableOf'] = (id, date) => travel.tableOf(id === more.id ? vehicle.id : id, date);
  return {
    ...planned,
    county: { ...county, vehicles: [...county.vehicles, more] },
    travel: { sites: travel.sites, tables: travel.tables, tableOf },
  };
}

function withLongerShifts(planned: Planned): Planned {
  const vehicles = planned.county.vehicles.map((it) => ({ ...it, shift: { ...it.shift, to: it.shift.to + SHIFT_STEP } }));
  return { ...planned, county: { ...planned.county, vehicles } };
}

function withShorterStops(planned: Planned): Planned {
  const calls = planned.calls.map((it) => ({
    ...it,
    stopMinutes: Math.min(it.stopMinutes, Math.max(LEAST_STOP, it.stopMinutes - STOP_STEP)),
  }));
  return { ...planned, calls };
}

function sayBought(change: Words, visits: number, missing: number, cost: number): Words {
  const gained =
    visits > 0
      ? {
          zh: `多排 ${visits} 次${missing > 0 ? `，还差 ${missing} 次` : ''}`,
          en: `${visits} more visits${missing > 0 ? `, ${missing} still missing` : ''}`,
        }
      : missing > 0
        ? { zh: `一次也不多，还差 ${missing} 次`, en: `no more visits, ${missing} still missing` }
        : { zh: '到访不变', en: 'the same visits' };
  const price =
    cost === 0
      ? { zh: '成本不变', en: 'at the same cost' }
      : cost > 0
        ? { zh: `成本多 ${cost} 分钟`, en: `${cost} minutes dearer` }
        : { zh: `成本少 ${-cost} 分钟`, en: `${-cost} minutes cheaper` };
  return { zh: `${change.zh}：${gained.zh}，${price.zh}。`, en: `${change.en}: ${gained.en}, ${price.en}.` };
}
