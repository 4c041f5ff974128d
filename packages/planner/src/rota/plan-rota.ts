import { makeCalls } from '../demand/make-calls.ts';
import { rideLines } from '../demand/ride-lines.ts';
import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { Travel } from '../model/travel.ts';
import type { Outcome, PlannerProblem } from '../model/words.ts';
import { searchInWorkers } from '../workers/search-in-workers.ts';
import { type CountyProblem, problemOf } from './from-county.ts';
import type { RotaAnswer, SearchOptions, SearchProgress } from './problem.ts';
import { shortestRoundTrips } from './round-trips.ts';
import { stepRota } from './search-rota.ts';
import { planOf } from './to-plan.ts';

export interface PlannedRota {
  readonly plan: Plan;
  /** What every village is owed; `explain`, `check` and what is published refer to it by id. */
  readonly calls: readonly Call[];
  readonly made: CountyProblem;
  readonly answer: RotaAnswer;
}

export interface PlanRotaOptions extends SearchOptions {
  /** Searches at once, each in a thread of its own with the next seed, and the best of them; 1, in this very thread, where absent. */
  readonly threads?: number;
}

/** How long the search works between two moments at which others (a signal, a screen) are let in. */
const BREATH_MS = 100;

/**
 * From a county and its ways to a plan: what is owed, what buses bring, the search for the rest, clock times. Anytime: `signal` ends the
 * search with the best so far. Problems are contradictions in what is asked for; what merely finds no room is in the plan as unserved.
 */
export async function planRota(county: County, travel: Travel, options: PlanRotaOptions): Promise<Outcome<PlannedRota>> {
  const demand = callsOf(county, travel);
  if (!demand.ok) return demand;
  const { deliveries, left } = rideLines(county, demand.value);
  const made = problemOf(county, left, travel);
  const { answer, progress } = await search(made, options);
  const parts = { county, calls: demand.value, travel, made, lineDeliveries: deliveries };
  // Of a search by rounds alone nothing may depend on the machine, its time included.
  const seconds = options.seconds === undefined ? 0 : Math.round((progress?.seconds ?? 0) * 10) / 10;
  const plan = planOf(parts, answer, { seed: options.seed, seconds, rounds: progress?.rounds ?? 0 });
  return { ok: true, value: { plan, calls: demand.value, made, answer }, warnings: demand.warnings };
}

/** What every village is owed, with stops that fit into a shift beside the drive there and back. */
export function callsOf(county: County, travel: Travel): Outcome<readonly Call[]> {
  const problems = idsTwice(county);
  if (problems.length > 0) return { ok: false, problems };
  const trips = shortestRoundTrips(county, travel);
  return makeCalls(county, ({ id }) => trips.get(id) ?? 0);
}

/** Everything refers to ids: of two that are alike one would be promised what the other gets. */
function idsTwice(county: County): readonly PlannerProblem[] {
  return (['villages', 'services', 'depots', 'vehicles', 'lines'] as const).flatMap((table) => {
    const ids: readonly string[] = county[table].map(({ id }) => id);
    const twice = new Set(ids.length === new Set(ids).size ? [] : ids.filter((id, at) => ids.indexOf(id) !== at));
    return [...twice].map((id): PlannerProblem => {
      const words = {
        zh: `“${id}”在 ${table} 里不止一次，请各用各的代码。`,
        en: `“${id}” is in ${table} more than once; give each an id of its own.`,
      };
      return { code: 'plan/id-twice', at: `${table} ${id}`, words };
    });
  });
}

async function search({ problem }: CountyProblem, { threads = 1, ...options }: PlanRotaOptions) {
  let progress: SearchProgress | undefined;
  const onProgress = (now: SearchProgress): void => {
    progress = now;
    options.onProgress?.(now);
  };
  if (threads > 1 && problem.calls.length > 0) {
    const { seed, clock: _, ...rest } = options;
    const seeds = [seed, ...Array.from({ length: threads - 1 }, (_, at) => seed + at + 1)] as const;
    return { answer: await searchInWorkers(problem, { ...rest, seeds, onProgress }), progress };
  }
  const steps = stepRota(problem, { ...options, onProgress });
  let breathed = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return { answer: step.value, progress };
    if (performance.now() - breathed < BREATH_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    breathed = performance.now();
  }
}
