import type { Outcome } from '../model/words.ts';
import { interchange, personMinutes, unservedMinutes } from './interchange.ts';
import {
  groundProblems,
  minutesTo,
  nearestOpen,
  type SitingChoice,
  type SitingGround,
  type SitingLimits,
  strandedWarnings,
} from './siting.ts';
import { type MixedProgram, ProgramMaker } from './solve/mixed-program.ts';
import { type Solved, solveProgram, statusOf } from './solve/solve-program.ts';

/**
 * Of each place, so many of its nearest candidates are looked at at first, and about twice as many as lie nearer than its site would
 * if sites were spread evenly; twice as many again for places whose answer needs them. Fewer take more rounds, more make each longer.
 */
const FIRST_NEAR = 16;

/** Candidates of each place, nearest first, only those that it reaches. */
function nearOf(ground: SitingGround): readonly (readonly number[])[] {
  const all = Array.from({ length: ground.candidates }, (_, site) => site);
  return ground.people.map((_, place) =>
    all
      .filter((site) => minutesTo(ground, place, site) < Infinity)
      .sort((a, b) => minutesTo(ground, place, a) - minutesTo(ground, place, b) || a - b),
  );
}

/**
 * The radius form (Cornuéjols, Nemhauser and Wolsey 1980; García, Labbé and Marín 2011): z[k] is 1 when none of a place's k nearest
 * candidates is open, and costs the way on to the next one. Only `reach` of them are written down; beyond, the next one's distance
 * is taken, so the optimum is never above the true one, and is it where no last z is used.
 */
function program(
  ground: SitingGround,
  sites: number,
  near: readonly (readonly number[])[],
  reach: readonly number[],
  open: readonly number[],
) {
  const maker = new ProgramMaker();
  const isOpen = new Set(open);
  const kept = new Set(ground.kept);
  const unserved = unservedMinutes(ground);
  for (let site = 0; site < ground.candidates; site++) maker.column(0, kept.has(site) ? 1 : 0, 1, true, isOpen.has(site) ? 1 : 0);
  maker.row(
    sites,
    sites,
    Array.from({ length: ground.candidates }, (_, site) => [site, 1] as const),
  );
  const lasts: (number | null)[] = [];
  for (const [place, people] of ground.people.entries()) {
    const order = near[place] as readonly number[];
    const steps = Math.min(reach[place] as number, order.length);
    const at = (k: number): number => (k < order.length ? minutesTo(ground, place, order[k] as number) : unserved);
    if (people > 0) maker.offset += people * at(0);
    let before = -1;
    let isFar = true;
    for (let k = 0; people > 0 && k < steps; k++) {
      const site = order[k] as number;
      isFar &&= !isOpen.has(site);
      const z = maker.column(people * (at(k + 1) - at(k)), 0, 1, false, isFar ? 1 : 0);
      const terms: (readonly [number, number])[] = [
        [z, 1],
        [site, 1],
      ];
      if (before === -1) maker.row(1, Infinity, terms);
      else maker.row(0, Infinity, [...terms, [before, -1]]);
      before = z;
    }
    lasts.push(steps < order.length && before !== -1 ? before : null);
  }
  return { program: maker.made() as MixedProgram, lasts };
}

/**
 * Keeps `sites` open so that people travel least in all: the p-median (Hakimi 1964), exact by HiGHS within the time given, else with
 * the gap that is left. People who reach no open site count as farther than the farthest. `objective` is in person minutes.
 */
export async function choosePMedian(ground: SitingGround, sites: number, limits: SitingLimits = {}): Promise<Outcome<SitingChoice>> {
  const problems = groundProblems(ground, sites);
  if (problems.length > 0) return { ok: false, problems };
  const deadline = performance.now() + (limits.seconds ?? 60) * 1000;
  const near = nearOf(ground);
  const reach = near.map(() => Math.max(FIRST_NEAR, Math.ceil((2 * ground.candidates) / sites)));
  let open = interchange(ground, sites);
  let bound = 0;
  let status: Solved['status'] = 'timed-out';
  for (;;) {
    const seconds = (deadline - performance.now()) / 1000;
    if (seconds <= 0) break;
    const { program: written, lasts } = program(ground, sites, near, reach, open);
    const solved = await solveProgram(written, { ...limits, seconds });
    status = solved.status;
    bound = Math.max(bound, solved.bound);
    const { values } = solved;
    if (values) {
      const found = Array.from({ length: ground.candidates }, (_, site) => site).filter((site) => (values[site] as number) > 0.5);
      if (found.length === sites && personMinutes(ground, found) < personMinutes(ground, open)) open = found;
    }
    if (solved.status !== 'optimal' || !values) break;
    const short = lasts.flatMap((last, place) => (last !== null && (values[last] as number) > 1e-6 ? [place] : []));
    if (short.length === 0) break;
    for (const place of short) reach[place] = (reach[place] as number) * 2;
    status = 'timed-out';
  }
  const objective = personMinutes(ground, open);
  const isProved = status === 'optimal';
  const gap = isProved || objective === 0 ? 0 : (objective - bound) / objective;
  return {
    ok: true,
    warnings: strandedWarnings(ground),
    value: {
      open,
      siteOf: nearestOpen(ground, open),
      objective,
      proof: {
        status: statusOf(status, gap),
        bound: isProved ? objective : bound,
        gap: Math.max(0, gap),
      },
    },
  };
}
