import type { TravelTable } from '../model/travel.ts';
import type { Place } from '../model/units.ts';
import { flatten, type Plane } from './plane.ts';

/** What is believed of roads that nobody gave: how much longer than the straight line, and how fast. */
export interface Detour {
  /** Countries measure 1.2 to 2.1 (Ballou, Rahardja and Sakai 2002); mountains are at the upper end. */
  readonly factor: number;
  readonly kmh: number;
}

export const MOUNTAIN_DETOUR: Detour = { factor: 1.8, kmh: 35 };

/** Straight lines made longer, for a speed class of 1. */
export function straightTable(plane: Plane, places: readonly Place[], detour: Detour): TravelTable {
  const at = flatten(plane, places);
  const sites = places.length;
  const metres = new Float64Array(sites * sites);
  for (let i = 0; i < sites; i++) {
    for (let j = 0; j < sites; j++) {
      const straight = Math.hypot((at[2 * i] as number) - (at[2 * j] as number), (at[2 * i + 1] as number) - (at[2 * j + 1] as number));
      metres[i * sites + j] = straight * detour.factor;
    }
  }
  return { metres, minutes: metres.map((length) => (length / 1000 / detour.kmh) * 60) };
}
