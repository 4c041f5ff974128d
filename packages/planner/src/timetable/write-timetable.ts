import { weekdayOf } from '../demand/calendar.ts';
import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Plan, Unserved } from '../model/plan.ts';
import { timetableByVehicle } from './by-vehicle.ts';
import { timetableByVillage } from './by-village.ts';
import { csvFile } from './csv.ts';
import { clockZh, weekdayZh } from './dates.ts';
import { figureRows } from './figure-rows.ts';
import { figuresOf } from './figures/figures.ts';
import type { OutputFile } from './output-file.ts';
import { type Names, nameOfBy, namesOf } from './visits.ts';

const UNSERVED_ZH: Readonly<Record<Unserved['reason'], string>> = {
  unreachable: '没有路可达',
  'no-vehicle-fits': '没有合适的车辆',
  'no-day-fits': '没有合适的日子',
  'no-room': '排不下',
};

/** 按村时刻表, 按车时刻表, 未能安排, 指标: CSV for Excel with Chinese headers. */
export function writeTimetable(county: County, calls: readonly Call[], plan: Plan): readonly OutputFile[] {
  const names = namesOf(county, calls);
  return [
    csvFile(
      'timetable/按村时刻表.csv',
      ['村庄', '村码', '服务', '日期', '星期', '开始', '结束', '车辆或班线', '趟次'],
      villageRows(county, calls, plan, names),
    ),
    csvFile(
      'timetable/按车时刻表.csv',
      ['车辆', '日期', '星期', '趟次', '出发', '序号', '村庄', '服务', '到达', '开始', '离开', '返回', '行驶分钟', '公里'],
      vehicleRows(county, plan, names),
    ),
    csvFile(
      'timetable/未能安排.csv',
      ['村庄', '村码', '服务', '缺少次数', '原因'],
      plan.unserved.map(({ call, village, visitsMissing, reason }) => [
        names.village(village),
        village,
        names.call(call),
        visitsMissing,
        UNSERVED_ZH[reason],
      ]),
    ),
    csvFile('timetable/指标.csv', ['类别', '指标', '数值', '单位'], figureRows(figuresOf(county, calls, plan), names)),
  ];
}

function villageRows(county: County, calls: readonly Call[], plan: Plan, names: Names): (string | number)[][] {
  return timetableByVillage(county, calls, plan).flatMap(({ village, rounds }) =>
    rounds.flatMap(({ call, visits }) =>
      visits.map(({ date, beginMinutes, endMinutes, by }) => [
        names.village(village),
        village,
        names.call(call),
        date,
        weekdayZh(weekdayOf(date)),
        clockZh(beginMinutes),
        clockZh(endMinutes),
        nameOfBy(by, names),
        by.kind === 'vehicle' ? by.trip : '',
      ]),
    ),
  );
}

function vehicleRows(county: County, plan: Plan, names: Names): (string | number)[][] {
  return timetableByVehicle(county, plan).flatMap(({ vehicle, date, tours }) =>
    tours.flatMap((tour) =>
      tour.stops.map((stop, index) => [
        names.vehicle(vehicle),
        date,
        weekdayZh(weekdayOf(date)),
        tour.trip,
        clockZh(tour.startMinutes),
        index + 1,
        names.village(stop.village),
        names.call(stop.call),
        clockZh(stop.arriveMinutes),
        clockZh(stop.beginMinutes),
        clockZh(stop.leaveMinutes),
        clockZh(tour.endMinutes),
        Math.round(tour.travelMinutes),
        Math.round(tour.metres / 100) / 10,
      ]),
    ),
  );
}
