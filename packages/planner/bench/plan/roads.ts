import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chanceOf } from '../../corpus/chance.ts';
import { makeCounty } from '../../corpus/county.ts';
import { sharedData } from '../../corpus/shared-data.ts';
import { type County, makeTravel, type Outcome, type Place, type RoadNetwork, readRoads } from '../../src/mod.ts';
import { median } from './measure.ts';

const SITES = 649;
/** Degrees; off the road, as villages are. */
const OFF = 5e-4;

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function got<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems[0]?.words.en);
  return outcome.value;
}

/** Wall and CPU seconds; CPU counts all threads of the process, those of the garbage collector too. */
function timed<T>(work: () => T): { readonly value: T; readonly seconds: number; readonly cpu: number } {
  const [start, cpu] = [performance.now(), cpuSeconds()];
  const value = work();
  return { value, seconds: (performance.now() - start) / 1000, cpu: cpuSeconds() - cpu };
}

/** Places near random points of the roads; a county of one car that drives from the first to all others. */
function countyOver(network: RoadNetwork, seed: number): County {
  const chance = chanceOf(seed);
  const places = Array.from({ length: SITES }, (): Place => {
    const point = chance.whole(0, network.lons.length - 1);
    return {
      lon: (network.lons[point] as number) / 1e7 + chance.between(-OFF, OFF),
      lat: (network.lats[point] as number) / 1e7 + chance.between(-OFF, OFF),
    };
  });
  const { county } = makeCounty(seed, { villages: 1, drones: 0, closures: 0 });
  const [village] = county.villages;
  const [first, ...others] = places;
  if (!village || !first) throw new Error('an empty county');
  return {
    ...county,
    depots: [{ id: 'first', name: 'first', place: first }],
    villages: others.map((place, i) => ({ ...village, id: `${i}`, name: `${i}`, place })),
    vehicles: county.vehicles.filter(({ id }) => id === 'kitchen-1').map((vehicle) => ({ ...vehicle, depot: 'first' })),
  };
}

/** Loads Andorra's roads and heights, and makes a table of 649 × 649 over it; from cold, as a command would. */
export function benchRoads(seeds: readonly number[]): object {
  const folder = sharedData('roads');
  if (folder === null) return {};
  const roads = { name: 'andorra.osm.pbf', bytes: readFileSync(join(folder, 'andorra.osm.pbf')) };
  const heights = [{ name: 'N42E001.hgt.zip', bytes: readFileSync(join(folder, 'N42E001.hgt.zip')) }];
  const load = timed(() => got(readRoads({ roads, heights })));
  const network = load.value;
  console.log(
    `load ${load.seconds.toFixed(2)} s (CPU ${load.cpu.toFixed(2)} s): ${network.lons.length} points, ${network.directions.length} chains, ${network.junctions} junctions`,
  );
  const runs = seeds.map((seed) => {
    const county = countyOver(network, seed);
    const { value, seconds, cpu } = timed(() => makeTravel(county, network));
    const { minutes } = got(value).travel.tables[0] ?? { minutes: new Float64Array() };
    const reached = minutes.filter((time) => time < Infinity).length;
    console.log(
      `seed ${seed}: ${SITES} × ${SITES} in ${seconds.toFixed(2)} s (CPU ${cpu.toFixed(2)} s), ${reached} of ${minutes.length} pairs reached`,
    );
    return { seconds, cpu };
  });
  return {
    loadSeconds: load.seconds,
    matrixSeconds: median(runs.map(({ seconds }) => seconds)),
    matrixCpuSeconds: median(runs.map(({ cpu }) => cpu)),
  };
}
