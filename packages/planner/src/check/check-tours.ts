import type { Call } from '../model/call.ts';
import type { Tour, TourStop } from '../model/plan.ts';
import { LOADS } from '../model/units.ts';
import type { Facts } from './facts.ts';
import { isInside } from './no-fly.ts';
import { clock, type Tell } from './violation.ts';

/** Of each tour: who goes, with what, along which ways, and when. */
export function checkTours(facts: Facts, tell: Tell): void {
  for (const tour of facts.plan.tours) {
    const at = `${facts.vehicles.get(tour.vehicle)?.name ?? tour.vehicle} ${tour.date} #${tour.trip}`;
    if (!facts.vehicles.has(tour.vehicle))
      tell('check/unknown-vehicle', at, `没有“${tour.vehicle}”这辆车。`, `There is no vehicle “${tour.vehicle}”.`);
    if (tour.stops.length === 0) tell('check/empty-tour', at, '这一趟没有停靠任何村。', 'The tour stops nowhere.');
    for (const stop of tour.stops) checkStop(facts, tour, stop, at, tell);
    checkClocks(tour, at, tell);
    checkLoad(facts, tour, at, tell);
    checkWays(facts, tour, at, tell);
  }
}

function checkStop(facts: Facts, { vehicle: vehicleId, date, rest }: Tour, stop: TourStop, at: string, tell: Tell): void {
  const [call, village, vehicle] = [facts.calls.get(stop.call), facts.villages.get(stop.village), facts.vehicles.get(vehicleId)];
  const here = `${at} ${village?.name ?? stop.village}`;
  if (!call) {
    tell('check/unknown-call', here, `没有“${stop.call}”这项需求。`, `There is no call “${stop.call}”.`);
    return;
  }
  if (call.village !== stop.village || call.round !== stop.round) {
    tell('check/wrong-stop', here, `“${stop.call}”写成了别的村或轮次。`, `“${stop.call}” stands with another village or round.`);
  }
  checkTimes(call, stop, rest, here, tell);
  if (!vehicle) return;
  const lacking = [
    ...call.skills.filter((it) => !vehicle.skills.includes(it)).map((it) => ['skill', it] as const),
    ...call.equipment.filter((it) => !vehicle.equipment.includes(it)).map((it) => ['equipment', it] as const),
  ];
  for (const [kind, what] of lacking) {
    tell(`check/no-${kind}`, here, `${vehicle.name} 没有“${what}”。`, `${vehicle.name} has no “${what}”.`);
  }
  if (vehicle.travel.kind !== 'drone') return;
  if (!call.isDelivery)
    tell('check/drone-has-no-crew', here, '无人机只能送物，不能上门服务。', 'A drone brings goods; it cannot serve people.');
  const { county } = facts;
  const depots = [vehicle.depot, vehicle.endDepot ?? vehicle.depot].flatMap((id) => county.depots.find((it) => it.id === id)?.place ?? []);
  for (const zone of county.noFlyZones) {
    if ((zone.from ?? date) > date || (zone.until ?? date) < date) continue;
    if ([...depots, ...(village ? [village.place] : [])].some((place) => isInside(place, zone.outline))) {
      tell('check/no-fly', here, `在禁飞区“${zone.name}”内起降。`, `Starts or lands inside the no-fly zone “${zone.name}”.`);
    }
  }
}

/** What is published is whole minutes; anything else slips past comparisons (NaN) or is rounded differently in each timetable. */
function checkClocks({ startMinutes, endMinutes, stops, rest }: Tour, at: string, tell: Tell): void {
  const times = [startMinutes, endMinutes, ...stops.flatMap((it) => [it.arriveMinutes, it.beginMinutes, it.leaveMinutes])];
  const wrong = [...times, ...(rest ? [rest.from, rest.to] : [])].find((it) => !Number.isSafeInteger(it));
  if (wrong !== undefined) tell('check/no-whole-minute', at, `时刻 ${wrong} 不是整分钟。`, `The time ${wrong} is no whole minute.`);
}

function checkTimes(call: Call, { arriveMinutes, beginMinutes, leaveMinutes }: TourStop, rest: Tour['rest'], at: string, tell: Tell): void {
  if (beginMinutes < arriveMinutes) {
    tell(
      'check/begins-before-arriving',
      at,
      `${clock(beginMinutes)} 开始，但 ${clock(arriveMinutes)} 才到。`,
      `Begins at ${clock(beginMinutes)} but arrives at ${clock(arriveMinutes)}.`,
    );
  }
  const resting = rest ? Math.max(0, Math.min(rest.to, leaveMinutes) - Math.max(rest.from, beginMinutes)) : 0;
  const given = leaveMinutes - beginMinutes - resting;
  if (given < call.stopMinutes) {
    tell(
      'check/stop-too-short',
      at,
      `停 ${given} 分钟，需要 ${call.stopMinutes} 分钟。`,
      `Stops for ${given} minutes; ${call.stopMinutes} are needed.`,
    );
  }
  if (call.windows.length > 0 && !call.windows.some(({ from, to }) => beginMinutes >= from && beginMinutes <= to)) {
    const spans = call.windows.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ');
    tell(
      'check/outside-window',
      at,
      `${clock(beginMinutes)} 开始，应在 ${spans} 之内。`,
      `Begins at ${clock(beginMinutes)}; it should be within ${spans}.`,
    );
  }
}

function checkLoad({ calls, vehicles }: Facts, tour: Tour, at: string, tell: Tell): void {
  const vehicle = vehicles.get(tour.vehicle);
  for (const kind of LOADS) {
    const needed = tour.stops.reduce((sum, stop) => sum + (calls.get(stop.call)?.load[kind] ?? 0), 0);
    const room = vehicle?.capacity[kind] ?? 0;
    if (vehicle && needed > room + 1e-6)
      tell('check/overloaded', at, `${kind} 装 ${needed}，最多 ${room}。`, `Carries ${needed} ${kind}; there is room for ${room}.`);
    if (!(Math.abs((tour.load[kind] ?? 0) - needed) <= 1e-6)) {
      tell(
        'check/wrong-load',
        at,
        `写着 ${kind} ${tour.load[kind] ?? 0}，实际 ${needed}。`,
        `Says ${tour.load[kind] ?? 0} ${kind}; it is ${needed}.`,
      );
    }
  }
}

function checkWays(facts: Facts, tour: Tour, at: string, tell: Tell): void {
  const vehicle = facts.vehicles.get(tour.vehicle);
  const table = vehicle && facts.tableOf(vehicle.id, tour.date);
  if (!table) return;
  let [site, time, minutes, metres] = [facts.siteOf('depot', vehicle.depot), tour.startMinutes, 0, 0];
  const goTo = (next: number, arrive: number, name: string): void => {
    const leg = site < 0 || next < 0 ? Number.NaN : (table.minutes[site * facts.sites + next] ?? Number.NaN);
    if (!Number.isFinite(leg)) tell('check/no-way', at, `没有路到 ${name}。`, `There is no way to ${name}.`);
    else if (arrive < time + leg - 1e-6) {
      tell(
        'check/too-fast',
        at,
        `到 ${name} 要 ${leg.toFixed(1)} 分钟，只留了 ${arrive - time} 分钟。`,
        `To ${name} it takes ${leg.toFixed(1)} minutes; only ${arrive - time} are left.`,
      );
    }
    minutes += Math.ceil(leg - 1e-9);
    metres += table.metres[site * facts.sites + next] ?? 0;
    site = next;
  };
  for (const stop of tour.stops) {
    goTo(facts.siteOf('village', stop.village), stop.arriveMinutes, facts.villages.get(stop.village)?.name ?? stop.village);
    time = stop.leaveMinutes;
  }
  const home = isLastOfDay(facts, tour) ? (vehicle.endDepot ?? vehicle.depot) : vehicle.depot;
  goTo(facts.siteOf('depot', home), tour.endMinutes, home);
  if (vehicle.travel.kind === 'drone' && metres > vehicle.travel.rangeKm * 1000 + 1e-6) {
    tell(
      'check/beyond-range',
      at,
      `飞 ${(metres / 1000).toFixed(1)} 公里，航程 ${vehicle.travel.rangeKm} 公里。`,
      `Flies ${(metres / 1000).toFixed(1)} km; its range is ${vehicle.travel.rangeKm} km.`,
    );
  }
  if (Number.isFinite(minutes) && minutes !== tour.travelMinutes) {
    tell(
      'check/wrong-travel-minutes',
      at,
      `写着行驶 ${tour.travelMinutes} 分钟，实际 ${minutes} 分钟。`,
      `Says ${tour.travelMinutes} minutes of driving; it is ${minutes}.`,
    );
  }
  if (Number.isFinite(metres) && !(Math.abs(metres - tour.metres) <= 1)) {
    tell(
      'check/wrong-metres',
      at,
      `写着 ${tour.metres} 米，实际 ${Math.round(metres)} 米。`,
      `Says ${tour.metres} m; it is ${Math.round(metres)} m.`,
    );
  }
}

/** Only the last trip may end elsewhere than it began. */
function isLastOfDay({ plan }: Facts, { vehicle, date, startMinutes }: Tour): boolean {
  return !plan.tours.some((it) => it.vehicle === vehicle && it.date === date && it.startMinutes > startMinutes);
}
