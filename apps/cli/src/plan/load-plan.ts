import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Call, type ChangesOf, makeTravel, type Outcome, type Plan, readChangeLog, readPlan, replayChanges } from '@yinzheng/planner';
import { type LoadedCounty, loadCounty } from './load-county.ts';
import type { CheckOptions } from './options.ts';

/** Beside a plan.json that was changed: what happened, so that it is known of when the plan is checked, explained or changed again. */
export const CHANGE_LOG = 'changes.json';

export interface LoadedPlan extends LoadedCounty {
  readonly plan: Plan;
  readonly calls: readonly Call[];
  /** What happened since the plan was first made; the county is as it is after that. */
  readonly log: readonly ChangesOf[];
}

/** A plan.json beside the county that it was made for. All problems of both at once. Throws what the file system does. */
export async function loadPlan(options: CheckOptions): Promise<Outcome<LoadedPlan>> {
  const plan = readPlan(basename(options.plan), await readFile(options.plan, 'utf8'));
  const log = await loadLog(join(dirname(options.plan), CHANGE_LOG));
  const loaded = await loadCounty(options);
  if (!plan.ok || !log.ok || !loaded.ok) return { ok: false, problems: [plan, log, loaded].flatMap((it) => (it.ok ? [] : it.problems)) };
  const { county, ways, roads } = loaded.value;
  const now = replayChanges(county, log.value, (it) => (it === county ? { ok: true, value: ways, warnings: [] } : makeTravel(it, roads)));
  if (!now.ok) return now;
  return { ok: true, value: { ...now.value, roads, plan: plan.value, log: log.value }, warnings: loaded.warnings };
}

async function loadLog(path: string): Promise<Outcome<readonly ChangesOf[]>> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw cause;
  });
  return text === null ? { ok: true, value: [], warnings: [] } : readChangeLog(basename(path), text);
}
