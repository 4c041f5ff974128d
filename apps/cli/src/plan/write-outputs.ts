import { access, constants, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type OutputFile,
  type PlannedRota,
  type PlannerProblem,
  type Publication,
  writeCalendars,
  writeGeoJson,
  writeGtfs,
  writePosters,
  writeReport,
  writeTimetable,
} from '@yinzheng/planner';
import type { LoadedCounty } from './load-county.ts';
import { CHANGE_LOG } from './load-plan.ts';
import type { Reasons } from './reasons.ts';

/** The file that tells that a folder is one of ours and may be written anew. */
const MARK = 'plan.json';
const OURS = [MARK, CHANGE_LOG, 'changes.csv', 'changes.txt', 'timetable', 'calendars', 'geojson', 'posters', 'gtfs.zip', 'report.html'];

/** Whether the folder is not there, empty, or holds a plan that may be replaced. */
export async function mayWriteTo(out: string): Promise<boolean> {
  const names: readonly string[] = await readdir(out).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw cause;
  });
  return names.length === 0 || names.includes(MARK);
}

/** Makes the folder and tries it, so that a search of minutes is not lost for want of a right. Throws what the file system does. */
export async function prepareFolder(out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  await access(out, constants.W_OK);
}

type Published = Pick<PlannedRota, 'plan' | 'calls'>;

/** Writes the plan and everything that is published of it; an earlier plan's files in the same folder go first. `more` belongs to it, too. */
export async function writeOutputs(
  out: string,
  loaded: LoadedCounty,
  planned: Published,
  publication: Publication,
  more: readonly OutputFile[] = [],
): Promise<{ readonly names: readonly string[]; readonly warnings: readonly PlannerProblem[] }> {
  const { county, ways } = loaded;
  const { plan, calls } = planned;
  const posters = await writePosters(county, calls, plan);
  const files: readonly OutputFile[] = [
    { name: MARK, bytes: new TextEncoder().encode(`${JSON.stringify(plan, null, 1)}\n`) },
    ...writeTimetable(county, calls, plan),
    ...writeCalendars(county, calls, plan, publication),
    ...writeGtfs(county, plan, ways.wayBetween),
    ...writeGeoJson(county, calls, plan, ways.wayBetween),
    ...posters.files,
    ...reportOf(loaded, planned, {}),
    ...more,
  ];
  for (const name of OURS) await rm(join(out, name), { recursive: true, force: true });
  await writeAll(out, files);
  return {
    names: [...new Set(files.map(({ name }) => (name.includes('/') ? `${name.split('/')[0]}/` : name)))],
    warnings: posters.warnings,
  };
}

/** Writes the report anew with its reasons, which take a while: by then everything else is safe. */
export async function addReasons(out: string, loaded: LoadedCounty, planned: Published, reasons: Reasons): Promise<void> {
  await writeAll(out, reportOf(loaded, planned, reasons));
}

function reportOf({ county, ways, roads }: LoadedCounty, { calls, plan }: Published, reasons: Reasons): readonly OutputFile[] {
  const drawn = roads ? { roads, roadsBy: '© OpenStreetMap contributors' } : {};
  return writeReport(county, calls, plan, { way: ways.wayBetween, ...drawn, ...reasons });
}

async function writeAll(out: string, files: readonly OutputFile[]): Promise<void> {
  for (const { name, bytes } of files) {
    const path = join(out, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}
