import type { County } from '../model/county.ts';
import type { Plan, Tour } from '../model/plan.ts';
import type { CivilDate } from '../model/units.ts';
import { compareText } from './visits.ts';

/** What one crew does on one day. */
export interface VehicleDay {
  readonly vehicle: string;
  readonly date: CivilDate;
  readonly tours: readonly Tour[];
}

/** Vehicles in the county's order, their days in the calendar's, tours of a day in the order of departure. */
export function timetableByVehicle(county: County, plan: Plan): readonly VehicleDay[] {
  const order = new Map(county.vehicles.map(({ id }, index) => [id, index]));
  const place = (id: string): number => order.get(id) ?? order.size;
  const days = [...Map.groupBy(plan.tours, ({ vehicle, date }) => `${date} ${vehicle}`).values()];
  return days
    .flatMap((tours): VehicleDay[] => {
      const [first] = tours;
      if (!first) return [];
      return [{ vehicle: first.vehicle, date: first.date, tours: [...tours].sort((a, b) => a.startMinutes - b.startMinutes) }];
    })
    .sort((a, b) => place(a.vehicle) - place(b.vehicle) || compareText(a.vehicle, b.vehicle) || compareText(a.date, b.date));
}
