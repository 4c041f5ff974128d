import type { Depot, Vehicle } from '../src/model/county.ts';
import type { Weekday } from '../src/model/units.ts';

const WORKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];

function vehicle(id: string, name: string, depot: Depot, own: Partial<Vehicle>): Vehicle {
  return {
    id,
    name,
    depot: depot.id,
    weekdays: WORKDAYS,
    daysOff: [],
    shift: { from: 8 * 60, to: 17 * 60 },
    maxOvertimeMinutes: 60,
    rest: { minutes: 30, from: 11 * 60, to: 14 * 60 },
    capacity: {},
    skills: [],
    equipment: [],
    maxTrips: 1,
    turnaroundMinutes: 0,
    travel: { kind: 'road', speedFactor: 1 },
    ...own,
  };
}

export interface FleetSize {
  readonly clinics: number;
  readonly kitchens: number;
  readonly vans: number;
  readonly drones: number;
}

export function makeFleet(size: FleetSize, depots: readonly Depot[]): readonly Vehicle[] {
  const each = (count: number, make: (i: number, depot: Depot) => Vehicle): Vehicle[] =>
    Array.from({ length: count }, (_, i) => make(i, depots[i % depots.length] as Depot));
  return [
    ...each(size.clinics, (i, depot) =>
      vehicle(`clinic-${i + 1}`, `${i + 1} 号医疗车`, depot, {
        skills: ['doctor', 'nurse'],
        equipment: ['clinic'],
        travel: { kind: 'road', speedFactor: 0.8, minRoadClass: 'track' },
      }),
    ),
    ...each(size.kitchens, (i, depot) =>
      vehicle(`kitchen-${i + 1}`, `${i + 1} 号送餐车`, depot, {
        shift: { from: 9 * 60, to: 15 * 60 },
        rest: null,
        capacity: { meals: 160 },
        skills: ['kitchen'],
        equipment: ['hot-box'],
        maxTrips: 2,
        turnaroundMinutes: 15,
      }),
    ),
    ...each(size.vans, (i, depot) =>
      vehicle(`van-${i + 1}`, `${i + 1} 号邮车`, depot, {
        weekdays: [1, 2, 3, 4, 5, 6],
        capacity: { parcels: 220, kilograms: 600 },
        maxTrips: 2,
        turnaroundMinutes: 30,
      }),
    ),
    ...each(size.drones, (i, depot) =>
      vehicle(`drone-${i + 1}`, `${i + 1} 号无人机`, depot, {
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        rest: null,
        maxOvertimeMinutes: 0,
        capacity: { parcels: 12, kilograms: 10 },
        maxTrips: 8,
        turnaroundMinutes: 15,
        travel: { kind: 'drone', cruiseKmh: 60, rangeKm: 36, maxWindMs: 10 },
      }),
    ),
  ];
}
