import type { BusLine, Closure, County, DayWeather, Depot, NoFlyZone } from '../src/model/county.ts';
import type { CivilDate, Place } from '../src/model/units.ts';
import { type Chance, chanceOf } from './chance.ts';
import { makeFleet } from './fleet.ts';
import { growRoads, wayToTown } from './grow-roads.ts';
import { SERVICES } from './help.ts';
import { makeVillage, nameVillages } from './people.ts';
import { settleTown, settleVillages } from './settle.ts';
import { makeTerrain, type Terrain } from './terrain.ts';
import { makeWeb, type RoadWeb } from './web.ts';

export interface CountyWish {
  /** 12 where absent; about 25 km² each. */
  readonly villages?: number;
  /** Clinic vehicles; absent is about one for 18 villages. */
  readonly vehicles?: number;
  readonly kitchens?: number;
  readonly vans?: number;
  readonly drones?: number;
  readonly depots?: number;
  readonly lines?: number;
  /** Only these rounds of `clinic`, `meals`, `parcels`; all where absent. */
  readonly rounds?: readonly string[];
  /** Landslides on passes, which leave every village a way; 1 where absent. */
  readonly closures?: number;
  /** Landslides that leave a village without a way until they are cleared; none where absent. */
  readonly cuts?: number;
  /** Of the villages, the last ones have no road to town at all; none where absent. */
  readonly cutOff?: number;
  readonly days?: number;
}

/** An invented county, and the land and roads that it was made from. */
export interface MadeCounty {
  readonly county: County;
  readonly terrain: Terrain;
  readonly web: RoadWeb;
}

/** South-west corner; mountains of Zhejiang, though nothing else there is real. */
const CORNER: Place = { lon: 119.2, lat: 27.3 };
/** A Monday. */
const FROM: CivilDate = '2026-03-02';

function dayAfter(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

function rounded({ lon, lat }: Place): Place {
  return { lon: Math.round(lon * 1e6) / 1e6, lat: Math.round(lat * 1e6) / 1e6 };
}

/** The same seed and wish give the same county, to the last digit. */
export function makeCounty(seed: number, wish: CountyWish = {}): MadeCounty {
  const chance = chanceOf(seed);
  const count = wish.villages ?? 12;
  const days = wish.days ?? 28;
  const side = Math.max(36, Math.round((Math.sqrt(Math.max(count, 1) * 25) * 1000) / 250));
  const terrain = makeTerrain(seed, side, CORNER);
  const town = settleTown(terrain);
  const cells = settleVillages(chance.fork('villages'), terrain, town, count);
  const joined = cells.slice(0, count - (wish.cutOff ?? 0));
  const grown = growRoads(terrain, town, joined, Math.ceil(count / 10));
  const web = makeWeb(chance.fork('web'), terrain, town, joined, cells.slice(joined.length), grown);
  const nodes = new Map(web.nodes.map((node) => [node.id, node]));
  const metresOf = (cell: number): { x: number; y: number } => nodes.get(web.nodeOfCell.get(cell) as number) as { x: number; y: number };
  const near = (cell: number, by: number, of: Chance): Place => {
    const { x, y } = metresOf(cell);
    return rounded(terrain.placeOf(x + of.between(-by, by), y + of.between(-by, by)));
  };

  const people = chance.fork('people');
  const names = nameVillages(people, count);
  const villages = cells.map((cell, i) => {
    const off = Math.hypot((cell % side) - (town % side), Math.floor(cell / side) - Math.floor(town / side));
    return makeVillage(people, i, names[i] as string, near(cell, 70, people), off / side);
  });

  const seats = chance.fork('depots');
  const outposts = Array.from({ length: joined.length === 0 ? 0 : (wish.depots ?? Math.max(1, Math.round(count / 36))) - 1 }, () =>
    seats.pick(joined),
  );
  const depots: Depot[] = [
    { id: 'town', name: '县城', place: near(town, 50, seats) },
    ...outposts.map((cell, i) => ({
      id: `outpost-${i + 1}`,
      name: `${villages[cells.indexOf(cell)]?.name ?? ''}分站`,
      place: near(cell, 50, seats),
    })),
  ];
  const rounds = wish.rounds ?? ['clinic', 'meals', 'parcels'];
  const has = (round: string): number => (rounds.includes(round) ? 1 : 0);
  const fleet = {
    clinics: has('clinic') * (wish.vehicles ?? Math.ceil(count / 18)),
    kitchens: has('meals') * (wish.kitchens ?? Math.ceil(count / 18)),
    vans: has('parcels') * (wish.vans ?? Math.ceil(count / 40)),
    drones: has('parcels') * (wish.drones ?? 1),
  };

  const tails = joined.map((cell) => wayToTown(grown.parents, cell)).sort((a, b) => b.length - a.length);
  const lines: BusLine[] = tails.slice(0, wish.lines ?? (has('parcels') === 1 ? 1 : 0)).map((tail, i) => {
    const way = [...tail].reverse();
    const stops = way.flatMap((cell, step) => {
      const village = villages[cells.indexOf(cell)];
      if (village === undefined && step > 0) return [];
      const name = village?.name ?? '县城';
      const place = rounded(terrain.placeOf(metresOf(cell).x, metresOf(cell).y));
      // 30 km/h.
      return [{ ...(village ? { village: village.id } : {}), name, place, minutesFromStart: Math.round((step * 0.28) / 0.5) }];
    });
    return {
      id: `line-${i + 1}`,
      name: `${i + 1} 路城乡公交`,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      departures: [8 * 60, 14 * 60],
      stops,
      capacity: { parcels: 40, kilograms: 150 },
    };
  });

  return {
    county: {
      name: `虚构县 ${seed}`,
      timeZone: 'Asia/Shanghai',
      horizon: { from: FROM, days, holidays: [] },
      villages,
      services: SERVICES.filter(({ round }) => rounds.includes(round)),
      depots,
      vehicles: makeFleet(fleet, depots),
      lines,
      closures: makeClosures(chance.fork('closures'), web, wish),
      noFlyZones: [makeZone(chance.fork('zone'), terrain)],
      weather: makeWeather(chance.fork('weather'), days),
      policy: {
        overtimeWeight: 2,
        unfairnessWeight: 0.5,
        irregularityWeight: 0.2,
        hourToleranceMinutes: 60,
        wishWeight: 15,
        isSameWeekday: true,
      },
    },
    terrain,
    web,
  };
}

/** From the second Tuesday until the Friday after. */
function makeClosures(chance: Chance, web: RoadWeb, wish: CountyWish): readonly Closure[] {
  const landslide = (ways: readonly number[]): Closure => ({ reason: '塌方', from: dayAfter(FROM, 8), until: dayAfter(FROM, 11), ways });
  const passes = web.passWays.slice(0, wish.closures ?? 1).map((way) => landslide([way]));
  const cuts = Array.from({ length: web.waysToTown.length === 0 ? 0 : (wish.cuts ?? 0) }, () => {
    const ways = chance.pick(web.waysToTown);
    return landslide(ways.length === 0 ? [] : [chance.pick(ways)]);
  });
  return [...passes, ...cuts];
}

function makeZone(chance: Chance, terrain: Terrain): NoFlyZone {
  const metres = terrain.side * terrain.cellMetres;
  const [x, y, radius] = [chance.between(0.2, 0.8) * metres, chance.between(0.2, 0.8) * metres, metres * chance.between(0.06, 0.1)];
  const corner = (i: number): Place => {
    const angle = (i / 6) * 2 * Math.PI;
    return rounded(terrain.placeOf(x + radius * Math.cos(angle), y + radius * Math.sin(angle)));
  };
  return { name: '禁飞区', outline: [0, 1, 2, 3, 4, 5].map(corner) };
}

function makeWeather(chance: Chance, days: number): readonly DayWeather[] {
  return Array.from({ length: days }, (_, i) => ({
    date: dayAfter(FROM, i),
    windMs: Math.round(Math.abs(4 + 3 * chance.normal()) * 10) / 10,
    isFlyable: chance.isTrue(0.85),
  }));
}
