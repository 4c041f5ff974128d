import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type County,
  type CountyTravel,
  makeTravel,
  type Outcome,
  type PlannerProblem,
  type RoadNetwork,
  readCounty,
  readRoads,
} from '@yinzheng/planner';
import type { PlanOptions } from './options.ts';

export interface LoadedCounty {
  readonly county: County;
  readonly ways: CountyTravel;
  /** Null where none were given. */
  readonly roads: RoadNetwork | null;
}

interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Throws what the file system does when a file cannot be read; what is wrong inside the files is in the outcome. */
export async function loadCounty({ folder, roads, dem }: Pick<PlanOptions, 'folder' | 'roads' | 'dem'>): Promise<Outcome<LoadedCounty>> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((it) => it.isFile()).map(({ name }) => name);
  const files = await Promise.all(names.filter(isTable).map((name) => read(join(folder, name))));
  const county = await readCounty(files);
  if (!county.ok) return county;
  const inFolder = (pattern: RegExp): string[] => names.filter((name) => pattern.test(name)).map((name) => join(folder, name));
  const network = await loadRoads(roads ?? inFolder(/\.osm\.pbf$/i)[0], dem.length > 0 ? dem : inFolder(/\.hgt(\.zip)?$/i));
  if (!network.ok) return network;
  const ways = makeTravel(county.value, network.value);
  if (!ways.ok) return ways;
  const warnings: readonly PlannerProblem[] = [...county.warnings, ...network.warnings, ...ways.warnings];
  return { ok: true, value: { county: county.value, ways: ways.value, roads: network.value }, warnings };
}

async function loadRoads(path: string | undefined, dem: readonly string[]): Promise<Outcome<RoadNetwork | null>> {
  if (path === undefined) return { ok: true, value: null, warnings: [] };
  return readRoads({ roads: await read(path), heights: await Promise.all(dem.map(read)) });
}

const isTable = (name: string): boolean => /\.(csv|tsv|txt|xlsx?|geojson|json)$/i.test(name);

const read = async (path: string): Promise<NamedFile> => ({ name: basename(path), bytes: await readFile(path) });
