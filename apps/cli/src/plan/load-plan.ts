import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Call, callsOf, type Outcome, type Plan, readPlan } from '@yinzheng/planner';
import { type LoadedCounty, loadCounty } from './load-county.ts';
import type { CheckOptions } from './options.ts';

export interface LoadedPlan extends LoadedCounty {
  readonly plan: Plan;
  readonly calls: readonly Call[];
}

/** A plan.json beside the county that it was made for. All problems of both at once. Throws what the file system does. */
export async function loadPlan(options: CheckOptions): Promise<Outcome<LoadedPlan>> {
  const plan = readPlan(basename(options.plan), await readFile(options.plan, 'utf8'));
  const loaded = await loadCounty(options);
  if (!plan.ok) return { ok: false, problems: [...plan.problems, ...(loaded.ok ? [] : loaded.problems)] };
  if (!loaded.ok) return loaded;
  const calls = callsOf(loaded.value.county, loaded.value.ways.travel);
  if (!calls.ok) return calls;
  return { ok: true, value: { ...loaded.value, plan: plan.value, calls: calls.value }, warnings: loaded.warnings };
}
