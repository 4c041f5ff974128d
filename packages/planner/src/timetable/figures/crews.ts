import type { County } from '../../model/county.ts';
import type { Plan } from '../../model/plan.ts';
import { timetableByVehicle } from '../by-vehicle.ts';

export interface CrewFigures {
  readonly vehicle: string;
  readonly days: number;
  readonly visits: number;
  /** From the first departure of a day to the last return, summed over days. */
  readonly workMinutes: number;
  readonly overtimeMinutes: number;
  readonly travelMinutes: number;
  readonly stopMinutes: number;
  readonly metres: number;
}

/** One for each vehicle of the county, idle ones too. */
export function crewFigures(county: County, plan: Plan): readonly CrewFigures[] {
  const days = Map.groupBy(timetableByVehicle(county, plan), ({ vehicle }) => vehicle);
  return county.vehicles.map(({ id, shift }) => {
    const own = days.get(id) ?? [];
    const tours = own.flatMap((day) => day.tours);
    const stops = tours.flatMap((tour) => tour.stops);
    const spans = own.map((day) => ({
      from: Math.min(...day.tours.map(({ startMinutes }) => startMinutes)),
      to: Math.max(...day.tours.map(({ endMinutes }) => endMinutes)),
    }));
    return {
      vehicle: id,
      days: own.length,
      visits: stops.length,
      workMinutes: spans.reduce((sum, { from, to }) => sum + to - from, 0),
      overtimeMinutes: spans.reduce((sum, { to }) => sum + Math.max(0, to - shift.to), 0),
      travelMinutes: tours.reduce((sum, tour) => sum + tour.travelMinutes, 0),
      stopMinutes: stops.reduce((sum, { beginMinutes, leaveMinutes }) => sum + leaveMinutes - beginMinutes, 0),
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
