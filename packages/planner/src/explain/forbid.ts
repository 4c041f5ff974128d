import { dateOn, weekdayOf } from '../demand/calendar.ts';
import { fillingOf } from '../demand/who-can-come.ts';
import type { Call } from '../model/call.ts';
import type { Vehicle } from '../model/county.ts';
import type { CivilDate } from '../model/units.ts';
import { insertionsInto } from '../placing/insertions.ts';
import { type Standing, tripsOf } from '../placing/standing.ts';
import { rowOf } from '../rota/cost.ts';
import type { ProblemCall, ProblemShift, RotaProblem } from '../rota/problem.ts';
import { endOfRow } from '../rota/shift-times.ts';
import type { Forbidden, Forbidding } from './explanation.ts';
import { dateWords, distinct, weekdayWords } from './phrases.ts';

const forbidden = (by: Forbidding, zh: string, en: string): Forbidden => ({ by, words: { zh, en } });

/** What no day changes: crew, equipment, and room in the empty vehicle. */
export function vehicleForbids(vehicle: Vehicle, call: Call): readonly Forbidden[] {
  const skills = call.skills.filter((it) => !vehicle.skills.includes(it));
  const equipment = call.equipment.filter((it) => !vehicle.equipment.includes(it));
  const { name } = vehicle;
  return [
    ...(vehicle.travel.kind === 'drone' && !call.isDelivery
      ? [forbidden('drone-has-no-crew', `${name}只能送物，不能上门服务`, `${name} brings goods only and cannot serve people`)]
      : []),
    ...(skills.length > 0
      ? [forbidden('skills', `${name}的人员没有“${skills.join('、')}”`, `${name}'s crew has no “${skills.join(', ')}”`)]
      : []),
    ...(equipment.length > 0
      ? [forbidden('equipment', `${name}没有装备“${equipment.join('、')}”`, `${name} has no “${equipment.join(', ')}” aboard`)]
      : []),
    ...(fillingOf(call.load, vehicle.capacity) > 1 + 1e-9
      ? [forbidden('capacity', `${name}空车也装不下`, `it does not fit into ${name} even when empty`)]
      : []),
  ];
}

/** Why a vehicle cannot bring a lifted call on a date, with all other visits where they are. Empty when it can. */
export function dateForbids(standing: Standing, call: number, vehicle: Vehicle, date: CivilDate): readonly Forbidden[] {
  const { county, made } = standing;
  const terms = made.calls[call] as Call;
  const own = vehicleForbids(vehicle, terms);
  if (own.length > 0) return own;
  const [day, weekday] = [dateWords(date), weekdayWords(weekdayOf(date))];
  if (terms.weekdays.length > 0 && !terms.weekdays.includes(weekdayOf(date)))
    return [forbidden('weekdays', `这项服务不在${weekday.zh}`, `this service is not on ${weekday.en}s`)];
  if (county.horizon.holidays.includes(date)) return [forbidden('holiday', `${day.zh}是节假日`, `${day.en} is a holiday`)];
  if (!vehicle.weekdays.includes(weekdayOf(date)))
    return [forbidden('day-off', `${vehicle.name}${weekday.zh}不出车`, `${vehicle.name} does not work on ${weekday.en}s`)];
  if (vehicle.daysOff.includes(date)) return [forbidden('day-off', `${vehicle.name}${day.zh}停用`, `${vehicle.name} is off on ${day.en}`)];
  const at = made.shifts.findIndex((it) => it.vehicle.id === vehicle.id && it.date === date);
  if (at < 0)
    return [forbidden('weather', `${day.zh}的天气${vehicle.name}不能出动`, `${vehicle.name} cannot go out in the weather of ${day.en}`)];
  return shiftForbids(standing, call, at, vehicle, date);
}

function shiftForbids({ county, made, days }: Standing, call: number, at: number, vehicle: Vehicle, date: CivilDate): readonly Forbidden[] {
  const { problem } = made;
  const shift = problem.shifts[at] as ProblemShift;
  const { minutes } = problem.tables[shift.table] as RotaProblem['tables'][number];
  const { site, windows } = problem.calls[call] as ProblemCall;
  const day = dateWords(date);
  if (!Number.isFinite((minutes[shift.start * problem.sites + site] as number) + (minutes[site * problem.sites + shift.end] as number))) {
    const closed = county.closures.filter(({ from, until }) => from <= date && date <= until);
    const reasons = [...new Set(closed.map(({ reason }) => reason))].join('、');
    return closed.length > 0
      ? [
          forbidden(
            'closure',
            `${day.zh}因道路封闭（${reasons}）${vehicle.name}到不了`,
            `${vehicle.name} cannot get there on ${day.en}: road closed (${reasons})`,
          ),
        ]
      : [forbidden('no-way', `${vehicle.name}没有路可到`, `${vehicle.name} has no way there`)];
  }
  // Each constraint is taken away by itself; the first whose absence makes room is the one that forbids.
  const trips = tripsOf(days[at]);
  const free = problem.calls.map((it, index) => (index === call ? { ...it, vehicles: null } : it));
  const opened = { ...problem, calls: free };
  const has = (change: Partial<ProblemShift>, calls = free, its = trips): boolean =>
    insertionsInto({ ...opened, calls, shifts: problem.shifts.with(at, { ...shift, ...change }) }, at, its, call).length > 0;
  const isAlone = trips.length === 0;
  if (has({})) return [];
  if (has({ range: Number.POSITIVE_INFINITY }))
    return [forbidden('range', `超出${vehicle.name}的航程`, `it is beyond ${vehicle.name}'s range`)];
  if (has({ capacity: shift.capacity.map(() => Number.POSITIVE_INFINITY) }))
    return [forbidden('capacity', `${vehicle.name}${day.zh}已装满`, `${vehicle.name} is full on ${day.en}`)];
  if (has({ maxTrips: trips.length + 1 }) && !isAlone)
    return [forbidden('trips', `${vehicle.name}${day.zh}的趟数已满`, `${vehicle.name} makes no more trips on ${day.en}`)];
  const late = minutesTooLate(opened, at, trips, call);
  if (late < Number.POSITIVE_INFINITY) {
    return [
      isAlone
        ? forbidden(
            'hours',
            `${vehicle.name}一天只去这一处也要超出班次 ${late} 分钟`,
            `even alone it would take ${vehicle.name} ${late} minutes beyond its shift`,
          )
        : forbidden(
            'hours',
            `${vehicle.name}${day.zh}排满了：再去要超出班次和加班 ${late} 分钟`,
            `${vehicle.name} has no time left on ${day.en}: it would be back ${late} minutes too late`,
          ),
    ];
  }
  const anyTime = free.map((it, index) => (index === call ? { ...it, windows: [] } : it));
  if (windows.length > 0 && has({}, anyTime))
    return [
      forbidden('window', `${vehicle.name}${day.zh}赶不上规定的时段`, `${vehicle.name} cannot be there within its hours on ${day.en}`),
    ];
  return [forbidden('hours', `${vehicle.name}${day.zh}已没有时间`, `${vehicle.name} has no time left on ${day.en}`)];
}

/** By how many minutes the best insertion is back after the latest time; Infinity where more time does not help. */
function minutesTooLate(problem: RotaProblem, at: number, trips: readonly (readonly number[])[], call: number): number {
  const shift = problem.shifts[at] as ProblemShift;
  const longer = { ...problem, shifts: problem.shifts.with(at, { ...shift, maxOvertime: 100_000 }) };
  let least = Number.POSITIVE_INFINITY;
  for (const { trips: next } of insertionsInto(longer, at, trips, call)) {
    const row = rowOf(next);
    least = Math.min(least, endOfRow(longer, shift, row, row.length, shift.opensAt));
  }
  return least === Number.POSITIVE_INFINITY ? least : Math.ceil(least - shift.closesAt - shift.maxOvertime);
}

/** The dates of the horizon that are a weekday. */
export function datesOnWeekday({ horizon }: Standing['county'], weekday: number): readonly CivilDate[] {
  return Array.from({ length: horizon.days }, (_, day) => dateOn(horizon, day)).filter((date) => weekdayOf(date) === weekday);
}

/** What keeps those that could come at all from a lifted call on these dates; of a fleet that never could, why not. */
export function fleetForbids(standing: Standing, call: number, dates: readonly CivilDate[]): readonly Forbidden[] {
  const terms = standing.made.calls[call] as Call;
  const { vehicles } = standing.county;
  const able = vehicles.filter((vehicle) => vehicleForbids(vehicle, terms).length === 0);
  if (able.length === 0) return distinct(vehicles.flatMap((vehicle) => vehicleForbids(vehicle, terms)));
  return distinct(able.flatMap((vehicle) => dates.flatMap((date) => dateForbids(standing, call, vehicle, date))));
}
