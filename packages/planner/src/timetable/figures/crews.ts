import type { Call } from '../../model/call.ts';
import type { County } from '../../model/county.ts';
import type { Plan } from '../../model/plan.ts';
import { timetableByVehicle } from '../by-vehicle.ts';
import { visitsOf } from '../visits.ts';

export interface CrewFigures {
  readonly vehicle: string;
  readonly days: number;
  readonly visits: number;
  /** From leaving to coming back, over all tours, rests taken off. */
  readonly workMinutes: number;
  readonly overtimeMinutes: number;
  readonly travelMinutes: number;
  readonly stopMinutes: number;
  readonly metres: number;
}

/** One for each vehicle of the county, idle ones too. */
export function crewFigures(county: County, calls: readonly Call[], plan: Plan): readonly CrewFigures[] {
  const days = Map.groupBy(timetableByVehicle(county, plan), ({ vehicle }) => vehicle);
  const visits = visitsOf(calls, plan).filter(({ by }) => by.kind === 'vehicle');
  return county.vehicles.map(({ id, shift }) => {
    const own = days.get(id) ?? [];
    const tours = own.flatMap((day) => day.tours);
    const stops = tours.flatMap((tour) => tour.stops);
    return {
      vehicle: id,
      days: own.length,
      visits: stops.length,
      workMinutes: tours.reduce(
        (sum, { startMinutes, endMinutes, rest }) => sum + endMinutes - startMinutes - (rest ? rest.to - rest.from : 0),
        0,
      ),
      overtimeMinutes: own.reduce((sum, day) => sum + Math.max(0, ...day.tours.map(({ endMinutes }) => endMinutes - shift.to)), 0),
      travelMinutes: tours.reduce((sum, tour) => sum + tour.travelMinutes, 0),
      stopMinutes: visits.reduce((sum, { by, beginMinutes, endMinutes }) => (by.id === id ? sum + endMinutes - beginMinutes : sum), 0),
      metres: tours.reduce((sum, tour) => sum + tour.metres, 0),
    };
  });
}

/** Gini coefficient: mean absolute difference over twice the mean. 0 for none and for all zero. */
export function gini(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  if (sum === 0) return 0;
  const weighed = sorted.reduce((total, value, index) => total + (2 * (index + 1) - sorted.length - 1) * value, 0);
  return weighed / (sorted.length * sum);
}
