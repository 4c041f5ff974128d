import type { Vehicle } from '../model/county.ts';

/**
 * Minutes that a crew can stay at one place in a shift without overtime, when getting there and back takes so long. A stop is not
 * interrupted: where a rest is due the stop lies before it or behind it.
 */
export function longestStop({ shift, rest }: Pick<Vehicle, 'shift' | 'rest'>, roundTripMinutes: number): number {
  const [begins, ends] = [shift.from + roundTripMinutes / 2, shift.to - roundTripMinutes / 2];
  if (!rest || ends <= rest.to || begins >= rest.from + rest.minutes) return Math.max(0, ends - begins);
  return Math.max(0, rest.to - begins, ends - Math.max(begins, rest.from) - rest.minutes);
}
