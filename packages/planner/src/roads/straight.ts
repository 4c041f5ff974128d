import type { TravelTable } from '../model/travel.ts';
import type { Place } from '../model/units.ts';
import type { PlannerProblem } from '../model/words.ts';
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

export function noRoads({ factor, kmh }: Detour): PlannerProblem {
  return {
    code: 'plan/no-roads',
    at: 'roads',
    words: {
      zh: `没有道路文件：行程按直线距离的 ${factor} 倍、每小时 ${kmh} 公里估算，封路不起作用。请提供 OpenStreetMap 的 .osm.pbf 文件。`,
      en: `No roads were given: travel is the straight line times ${factor}, at ${kmh} km/h, and closures change nothing. Give an OpenStreetMap .osm.pbf file.`,
    },
  };
}
