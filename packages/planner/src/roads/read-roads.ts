import type { Outcome, PlannerProblem } from '../model/words.ts';
import { type HeightFile, type Land, readLand } from './heights/land.ts';
import { buildNetwork } from './network/build-network.ts';
import { chainsOf, type RoadNetwork } from './network/network.ts';
import { roadHeights } from './network/road-heights.ts';
import { segmentsOf } from './network/segments.ts';
import { BadFile } from './osm/bad-file.ts';
import { readOsm } from './osm/read-osm.ts';

export interface RoadFiles {
  /** An OpenStreetMap extract, .osm.pbf. */
  readonly roads: { readonly name: string; readonly bytes: Uint8Array };
  /** SRTM tiles, .hgt or .hgt.zip; none takes all roads for level, and says so. */
  readonly heights: readonly HeightFile[];
}

function noHeights(at: string): PlannerProblem {
  return {
    code: 'plan/no-heights',
    at,
    words: {
      zh: '没有高程文件：所有道路按平路计算，山路会显得太快。请提供 SRTM 的 .hgt 或 .hgt.zip 文件。',
      en: 'No heights were given: all roads count as level, and mountain roads look too fast. Give SRTM .hgt or .hgt.zip files.',
    },
  };
}

function partlyHigh(at: string, part: number): PlannerProblem {
  const percent = Math.max(1, Math.round(part * 100));
  return {
    code: 'plan/heights-missing',
    at,
    words: {
      zh: `高程文件没有盖住 ${percent}% 的道路，这些道路按平路计算。请补上相邻的图幅。`,
      en: `The height files do not cover ${percent}% of the roads, which count as level. Add the tiles beside them.`,
    },
  };
}

function isCut(at: string, missing: number): PlannerProblem {
  return {
    code: 'plan/roads-cut',
    at,
    words: {
      zh: `道路文件缺少 ${missing} 个道路点，道路在那里断开（多半在导出范围的边上）。请用“完整道路”方式重新导出。`,
      en: `The roads file lacks ${missing} points of its roads, which end there (mostly at the rim of the extract). Export it with complete ways.`,
    },
  };
}

/** Reads roads and heights into a network. Bad files are problems, never exceptions. */
export function readRoads({ roads, heights }: RoadFiles): Outcome<RoadNetwork> {
  try {
    const land: Land | null = heights.length > 0 ? readLand(heights) : null;
    const osm = readOsm(roads.bytes, roads.name);
    const segments = segmentsOf(osm);
    const metres = land && roadHeights(osm, segments, land);
    const network = buildNetwork(roads.name, osm, segments, metres);
    if (chainsOf(network) === 0) {
      const words = {
        zh: '道路文件里没有汽车能走的道路。请检查导出的范围。',
        en: 'The roads file has no roads that vehicles may use. Check what area was exported.',
      };
      return { ok: false, problems: [{ code: 'plan/roads-empty', at: roads.name, words }] };
    }
    const unknown = metres ? metres.filter(Number.isNaN).length / metres.length : 0;
    return {
      ok: true,
      value: network,
      warnings: [
        ...(land === null ? [noHeights(roads.name)] : []),
        ...(unknown > 0 ? [partlyHigh(roads.name, unknown)] : []),
        ...(osm.missing > 0 ? [isCut(roads.name, osm.missing)] : []),
      ],
    };
  } catch (error) {
    if (error instanceof BadFile) return { ok: false, problems: [error.problem] };
    throw error;
  }
}
