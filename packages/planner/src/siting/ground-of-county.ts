import type { County, Village } from '../model/county.ts';
import type { Outcome, PlannerProblem } from '../model/words.ts';
import type { RoadNetwork } from '../roads/network/network.ts';
import { planeOf } from '../roads/plane.ts';
import { MOUNTAIN_DETOUR, noRoads, straightTable } from '../roads/straight.ts';
import { TravelByRoad } from '../roads/travel-by-road.ts';
import type { SitingGround } from './siting.ts';

export interface GroundWish {
  /** Age groups that come; all where absent. */
  readonly groups?: readonly string[];
  /** Villages where a site could be; all where absent. */
  readonly candidates?: readonly string[];
  /** Villages whose site stays; they must be candidates. */
  readonly kept?: readonly string[];
  /** How fast people travel, as a part of a car; 1 where absent. */
  readonly speedFactor?: number;
}

export interface CountyGround {
  readonly ground: SitingGround;
  /** Ids of villages, by candidate. */
  readonly candidates: readonly string[];
}

/** Residents of the groups. */
function peopleOf({ residents }: Village, groups?: readonly string[]): number {
  return Object.entries(residents).reduce((sum, [group, count]) => sum + (groups === undefined || groups.includes(group) ? count : 0), 0);
}

function unknown(field: string, ids: readonly string[]): PlannerProblem {
  const list = ids.slice(0, 5).join(', ');
  return {
    code: 'plan/siting-unknown-village',
    at: `siting, ${field}`,
    words: {
      zh: `候选点或保留点中有不认识的村庄：${list}。请使用村庄表中的编号；保留点也必须在候选点中。`,
      en: `These are not among the villages or candidates: ${list}. Use the ids of the table of villages; sites to keep must be candidates too.`,
    },
  };
}

/** From every village to every candidate, on roads without closures: a site stays longer than a landslide. Villages in the county's order. */
export function groundOfCounty(county: County, roads: RoadNetwork | null, wish: GroundWish = {}): Outcome<CountyGround> {
  const { villages } = county;
  const indexOf = new Map(villages.map(({ id }, i) => [id, i]));
  const candidates = wish.candidates ?? villages.map(({ id }) => id);
  const strangers = candidates.filter((id) => !indexOf.has(id));
  const misplaced = (wish.kept ?? []).filter((id) => !candidates.includes(id));
  const problems = [
    ...(strangers.length > 0 ? [unknown('candidates', strangers)] : []),
    ...(misplaced.length > 0 ? [unknown('kept', misplaced)] : []),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const sites = villages.map(({ id, name, place }) => ({ id: `village:${id}`, name, place }));
  const places = villages.map(({ place }) => place);
  const byRoad = roads && new TravelByRoad(roads, sites);
  const table = byRoad ? byRoad.table({ kind: 'road', speedFactor: 1 }, []).table : straightTable(planeOf(places), places, MOUNTAIN_DETOUR);
  const minutes = new Float64Array(villages.length * candidates.length);
  for (let place = 0; place < villages.length; place++) {
    for (const [site, id] of candidates.entries()) {
      const time = table.minutes[place * villages.length + (indexOf.get(id) as number)] as number;
      minutes[place * candidates.length + site] = time / (wish.speedFactor ?? 1);
    }
  }
  const kept = (wish.kept ?? []).map((id) => candidates.indexOf(id)).sort((a, b) => a - b);
  const people = villages.map((village) => peopleOf(village, wish.groups));
  return {
    ok: true,
    value: { ground: { minutes, people, candidates: candidates.length, kept }, candidates },
    warnings: byRoad ? byRoad.warnings : [noRoads(MOUNTAIN_DETOUR)],
  };
}
