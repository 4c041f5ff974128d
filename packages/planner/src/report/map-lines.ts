import { type County, ROAD_CLASSES } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { RoadNetwork } from '../roads/network/network.ts';
import { type Grid, gridOf, simplify } from '../timetable/simplify.ts';
import { legsOf, placesOf, type WayBetween } from '../timetable/ways.ts';
import { encodeLine } from './polyline.ts';

/** A page on a phone draws no finer. */
const LEG_TOLERANCE = 12;
const ROAD_TOLERANCE = 15;
/** Characters of all roads together; the rest of a report for 73 villages needs about as much. */
const ROAD_BUDGET = 400_000;

/** Roads by the index of their class, as coarse as the budget asks; tracks and lanes go first. */
export function packRoads(roads: RoadNetwork): readonly (readonly [number, string])[] {
  const lines = Array.from(roads.classes, (_, chain) => lineOf(roads, chain));
  for (let tolerance = ROAD_TOLERANCE, widest = ROAD_CLASSES.length; ; tolerance *= 1.7, widest -= 1) {
    const packed = lines.flatMap((line, chain): [number, string][] => {
      const rank = roads.classes[chain] ?? ROAD_CLASSES.length;
      return rank >= widest ? [] : [[rank, encodeLine(simplify(line, tolerance))]];
    });
    if (widest <= 1 || packed.reduce((sum, [, text]) => sum + text.length, 0) <= ROAD_BUDGET) return packed;
  }
}

function lineOf({ starts, lons, lats }: RoadNetwork, chain: number): readonly Grid[] {
  const from = starts[chain] ?? 0;
  // Degrees × 10^7, to 10^5.
  return Array.from({ length: (starts[chain + 1] ?? from) - from }, (_, point): Grid => {
    const at = from + point;
    return [Math.round((lons[at] ?? 0) / 100), Math.round((lats[at] ?? 0) / 100)];
  });
}

export interface PackedLegs {
  readonly lines: readonly string[];
  /** Of each tour of the plan, its legs by their index in `lines`; drawn backwards where the index is below zero (`~index`). */
  readonly ofTours: readonly (readonly number[])[];
}

/** The ways of all tours; what several tours drive is held once, whichever the direction. */
export function packLegs(county: County, plan: Plan, way: WayBetween): PackedLegs {
  const places = placesOf(county);
  const lines: string[] = [];
  const known = new Map<string, number>();
  const ofTours = plan.tours.map((tour) =>
    legsOf(county, tour, way, places).map(({ places: line }) => {
      const grid = simplify(line.map(gridOf), LEG_TOLERANCE);
      const forth = encodeLine(grid);
      const index = known.get(forth);
      if (index !== undefined) return index;
      const back = known.get(encodeLine(grid.toReversed() as Grid[]));
      if (back !== undefined) return ~back;
      known.set(forth, lines.length);
      return lines.push(forth) - 1;
    }),
  );
  return { lines, ofTours };
}
