import { type Depot, type DroneTravel, ROAD_CLASSES, type RoadClass, type RoadTravel, type Vehicle } from '../model/county.ts';
import { LOADS, type Load } from '../model/units.ts';
import { type Intake, refuseTwice, rows } from './context.ts';
import { placeOf } from './read-villages.ts';
import type { Row } from './row.ts';

export function readDepots(intake: Intake): readonly { readonly depot: Depot; readonly row: Row; readonly isPlaced: boolean }[] {
  const read = rows(intake, 'depots', ['id', 'name', 'lon', 'lat']).map((row) => {
    const place = placeOf(row, intake);
    return { depot: { id: row.id('id'), name: row.name('name'), place: place ?? { lon: 0, lat: 0 } }, row, isPlaced: place !== null };
  });
  refuseTwice(read.map(({ depot, row }) => ({ id: depot.id, row })));
  return read;
}

/** Who can bring it. A depot that is not there is told. */
export function readVehicles(intake: Intake, depots: ReadonlySet<string>): readonly Vehicle[] {
  const read = rows(intake, 'vehicles', ['id', 'name', 'depot', 'shift']).map((row) => ({ vehicle: readVehicle(row, depots), row }));
  refuseTwice(read.map(({ vehicle, row }) => ({ id: vehicle.id, row })));
  return read.map(({ vehicle }) => vehicle);
}

function readVehicle(row: Row, depots: ReadonlySet<string>): Vehicle {
  const weekdays = row.weekdays('weekdays');
  const endDepot = row.optionalId('endDepot');
  const depot = row.id('depot');
  for (const [key, id] of [
    ['depot', depot],
    ['endDepot', endDepot],
  ] as const) {
    if (id && !depots.has(id))
      row.tell('plan/unknown-depot', key, `站点表里没有“${id}”。`, `There is no depot “${id}” in the table depots.`);
  }
  return {
    id: row.id('id'),
    name: row.name('name'),
    depot,
    ...(endDepot === undefined ? {} : { endDepot }),
    weekdays: weekdays.length === 0 ? [1, 2, 3, 4, 5] : weekdays,
    daysOff: row.dates('daysOff'),
    shift: (row.name('shift') === '' ? undefined : row.span('shift')) ?? { from: 480, to: 1050 },
    maxOvertimeMinutes: row.amount('maxOvertimeMinutes', { min: 0, max: 720, isWhole: true }, 0),
    rest: restOf(row),
    capacity: capacityOf(row),
    skills: row.codes('skills'),
    equipment: row.codes('equipment'),
    maxTrips: row.amount('maxTrips', { min: 1, max: 100, isWhole: true }, 1),
    turnaroundMinutes: row.amount('turnaroundMinutes', { min: 0, max: 600, isWhole: true }, 0),
    travel: travelOf(row),
  };
}

export function capacityOf(row: Row): Load {
  return Object.fromEntries(LOADS.flatMap((kind) => (row.text(kind) === '' ? [] : [[kind, row.amount(kind, { min: 0 })]])));
}

function restOf(row: Row): Vehicle['rest'] {
  const [minutes, hours] = [row.amount('restMinutes', { min: 0, max: 240, isWhole: true }, 0), row.span('restHours')];
  if (minutes === 0) return null;
  if (hours) return { minutes, ...hours };
  if (row.text('restHours') === '')
    row.tell(
      'plan/rest-without-hours',
      'restHours',
      '写了午休分钟，还要写午休在什么时段内开始，如 11:00-13:00。',
      'The rest has its minutes; say within which hours it begins, like 11:00-13:00.',
    );
  return null;
}

function travelOf(row: Row): RoadTravel | DroneTravel {
  const kind = row.read(
    'kind',
    (text) => (/^(drone|uav|无人机)$/i.test(text) ? 'drone' : /^(road|car|bus|van|车|汽车|公路)$/i.test(text) ? 'road' : null),
    {
      zh: '“车”或“无人机”',
      en: '“road” or “drone”',
    },
  );
  if (kind === 'drone') {
    for (const key of ['cruiseKmh', 'rangeKm', 'maxWindMs']) {
      if (row.text(key) === '') row.tell('plan/missing-value', key, `无人机要填写 ${key}。`, `A drone needs ${key}.`);
    }
    return {
      kind,
      cruiseKmh: row.amount('cruiseKmh', { min: 1, max: 400 }, 50),
      rangeKm: row.amount('rangeKm', { min: 0.1, max: 1000 }, 1),
      maxWindMs: row.amount('maxWindMs', { min: 0, max: 60 }, 0),
    };
  }
  const speedFactor = row.amount('speedFactor', { min: 0.1, max: 3 }, 1);
  const minRoadClass = row.read('minRoadClass', (text) => ROAD_CLASSES.find((it) => it === text.toLowerCase()) ?? null, {
    zh: `道路等级：${ROAD_CLASSES.join('、')}`,
    en: `a road class: ${ROAD_CLASSES.join(', ')}`,
  });
  return { kind: 'road', speedFactor, ...(minRoadClass === undefined ? {} : { minRoadClass: minRoadClass as RoadClass }) };
}
