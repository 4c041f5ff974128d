import type { Place } from '../model/units.ts';
import type { PlannerProblem } from '../model/words.ts';
import type { RoadNetwork } from './network/network.ts';
import type { Snap, SnapGrid } from './network/snap.ts';
import { type RoadView, viewOf } from './network/view.ts';

/** A depot or village as people know it. */
export interface Site {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
}

/** Farther from any road a place counts as unreachable. */
const MAX_OFF_METRES = 2000;
/** From here on it is worth a second look. */
const FAR_METRES = 400;
/** Past a nearer road that leads nowhere, only so far. */
const MAX_PASSED_METRES = 300;

function say(metres: number): { zh: string; en: string } {
  return metres < 1000
    ? { zh: `${Math.round(metres)} 米`, en: `${Math.round(metres)} m` }
    : { zh: `${(metres / 1000).toFixed(1)} 公里`, en: `${(metres / 1000).toFixed(1)} km` };
}

function unreachable({ id, name }: Site, nearest: Snap | null, joined: Snap | null): PlannerProblem {
  const far = joined ? say(joined.offMetres) : null;
  if (nearest && joined && nearest.offMetres < joined.offMetres && nearest.offMetres <= MAX_OFF_METRES) {
    const near = say(nearest.offMetres);
    return {
      code: 'plan/place-unreachable',
      at: id,
      words: {
        zh: `“${name}”到不了：旁边 ${near.zh}处的道路与路网不相连，最近的相连道路在 ${far?.zh}外。请在地图上补上缺的路，或改正坐标。`,
        en: `"${name}" cannot be reached: the road ${near.en} from it is not joined to the others; the nearest that is lies ${far?.en} away. Add the missing road to the map, or correct the place.`,
      },
    };
  }
  return {
    code: 'plan/place-unreachable',
    at: id,
    words: {
      zh: `“${name}”到不了：最近的道路在 ${far?.zh ?? '道路文件之'}外。请检查坐标（经度和纬度是否对调、是否 GCJ-02），或导出更大范围的道路。`,
      en: `"${name}" cannot be reached: the nearest road is ${far ? `${far.en} away` : 'not in the file'}. Check the place (longitude and latitude swapped? GCJ-02?), or export a larger area of roads.`,
    },
  };
}

function farOff({ id, name }: Site, { offMetres }: Snap): PlannerProblem {
  const far = say(offMetres);
  return {
    code: 'plan/place-off-road',
    at: id,
    words: {
      zh: `“${name}”离最近的道路 ${far.zh}，这一段按每小时 8 公里计算。请检查坐标。`,
      en: `"${name}" lies ${far.en} from the nearest road; that stretch counts at 8 km/h. Check the place.`,
    },
  };
}

export interface Placed {
  readonly view: RoadView;
  readonly snaps: readonly (Snap | null)[];
  readonly warnings: readonly PlannerProblem[];
}

/** Finds each site's road within what a vehicle may use (`weakest`, index into `ROAD_CLASSES`), and names those that have none. */
export function placeOnRoads(network: RoadNetwork, grid: SnapGrid, weakest: number, sites: readonly Site[]): Placed {
  const view = viewOf(network, weakest);
  const warnings: PlannerProblem[] = [];
  const snaps = sites.map((site) => {
    const joined = grid.nearest(view, site.place, 2);
    const nearest = grid.nearest(view, site.place, 1);
    const passes = nearest !== null && joined !== null && nearest.offMetres + 1 < joined.offMetres;
    if (joined === null || joined.offMetres > (passes ? MAX_PASSED_METRES : MAX_OFF_METRES)) {
      warnings.push(unreachable(site, nearest, joined));
      return null;
    }
    if (joined.offMetres > FAR_METRES) warnings.push(farOff(site, joined));
    return joined;
  });
  return { view, snaps, warnings };
}
