import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type OutputFile,
  type PlanExplanation,
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

/** The file that tells that a folder is one of ours and may be written anew. */
const MARK = 'plan.json';
const OURS = [MARK, 'timetable', 'calendars', 'geojson', 'posters', 'gtfs.zip', 'report.html'];

/** Whether the folder is not there, empty, or holds a plan that may be replaced. */
export async function mayWriteTo(out: string): Promise<boolean> {
  const names: readonly string[] = await readdir(out).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw cause;
  });
  return names.length === 0 || names.includes(MARK);
}

/** Writes the plan and everything that is published of it; an earlier plan's files in the same folder go first. */
export async function writeOutputs(
  out: string,
  { county, ways, roads }: LoadedCounty,
  { plan, calls }: Pick<PlannedRota, 'plan' | 'calls'>,
  { publication, reasons }: { readonly publication: Publication; readonly reasons: PlanExplanation | null },
): Promise<{ readonly names: readonly string[]; readonly warnings: readonly PlannerProblem[] }> {
  const posters = await writePosters(county, calls, plan);
  const files: readonly OutputFile[] = [
    { name: MARK, bytes: new TextEncoder().encode(`${JSON.stringify(plan, null, 1)}\n`) },
    ...writeTimetable(county, calls, plan),
    ...writeCalendars(county, calls, plan, publication),
    ...writeGtfs(county, plan, ways.wayBetween),
    ...writeGeoJson(county, calls, plan, ways.wayBetween),
    ...posters.files,
    ...writeReport(county, calls, plan, {
      way: ways.wayBetween,
      ...(roads ? { roads, roadsBy: '© OpenStreetMap contributors' } : {}),
      ...(reasons ? { explanation: reasons } : {}),
    }),
  ];
  for (const name of OURS) await rm(join(out, name), { recursive: true, force: true });
  for (const { name, bytes } of files) {
    const path = join(out, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  return {
    names: [...new Set(files.map(({ name }) => (name.includes('/') ? `${name.split('/')[0]}/` : name)))],
    warnings: posters.warnings,
  };
}
