import type { Outcome } from '../model/words.ts';
import {
  groundProblems,
  minutesTo,
  nearestOpen,
  type SitingChoice,
  type SitingGround,
  type SitingLimits,
  type SitingProof,
} from './siting.ts';
import { ProgramMaker } from './solve/mixed-program.ts';
import { type Solved, solveProgram, statusOf } from './solve/solve-program.ts';

/** Candidates within reach of each place. */
function reachOf(ground: SitingGround, withinMinutes: number): readonly (readonly number[])[] {
  return ground.people.map((_, place) =>
    Array.from({ length: ground.candidates }, (_, site) => site).filter((site) => minutesTo(ground, place, site) <= withinMinutes),
  );
}

/** Site by site what covers most people anew, until `isEnough`. */
function greedy(
  ground: SitingGround,
  reach: readonly (readonly number[])[],
  isEnough: (open: number, covered: ReadonlySet<number>) => boolean,
): number[] {
  const open = new Set(ground.kept);
  const covered = new Set([...reach.keys()].filter((place) => reach[place]?.some((site) => open.has(site))));
  while (!isEnough(open.size, covered) && open.size < ground.candidates) {
    const gains = new Float64Array(ground.candidates);
    // A place without people is worth a trace, so that set cover goes on to it.
    for (const [place, sites] of reach.entries()) {
      if (!covered.has(place)) for (const site of sites) gains[site] = (gains[site] as number) + (ground.people[place] as number) + 1e-6;
    }
    let best = -1;
    for (const [site, gain] of gains.entries()) if (!open.has(site) && (best === -1 || gain > (gains[best] as number))) best = site;
    open.add(best);
    for (const [place, sites] of reach.entries()) if (sites.includes(best)) covered.add(place);
  }
  return [...open].sort((a, b) => a - b);
}

function openOf({ candidates }: SitingGround, values: Float64Array): number[] {
  return Array.from({ length: candidates }, (_, site) => site).filter((site) => (values[site] as number) > 0.5);
}

function proofOf({ status }: Solved, objective: number, bound: number): SitingProof {
  if (status === 'optimal') return { status, bound: objective, gap: 0 };
  const gap = Math.abs(objective - bound) / Math.max(objective, 1e-9);
  return { status: statusOf(status, gap), bound, gap };
}

/**
 * Keeps `sites` open so that as many people as can be have one within so many minutes: maximal covering (Church and ReVelle 1974).
 * `objective` is people covered.
 */
export async function chooseMaxCoverage(
  ground: SitingGround,
  sites: number,
  withinMinutes: number,
  limits: SitingLimits = {},
): Promise<Outcome<SitingChoice>> {
  const problems = groundProblems(ground, sites);
  if (problems.length > 0) return { ok: false, problems };
  const reach = reachOf(ground, withinMinutes);
  const start = greedy(ground, reach, (open) => open >= sites);
  const begin = new Set(start);
  const kept = new Set(ground.kept);
  const maker = new ProgramMaker();
  for (let site = 0; site < ground.candidates; site++) maker.column(0, kept.has(site) ? 1 : 0, 1, true, begin.has(site) ? 1 : 0);
  maker.row(
    sites,
    sites,
    Array.from({ length: ground.candidates }, (_, site) => [site, 1] as const),
  );
  for (const [place, near] of reach.entries()) {
    if (ground.people[place] === 0 || near.length === 0) continue;
    const missed = maker.column(ground.people[place] as number, 0, 1, false, near.some((site) => begin.has(site)) ? 0 : 1);
    maker.row(1, Infinity, [[missed, 1], ...near.map((site) => [site, 1] as const)]);
  }
  const solved = await solveProgram(maker.made(), limits);
  const coveredBy = (open: readonly number[]): number =>
    ground.people.reduce((sum, people, place) => sum + (reach[place]?.some((site) => open.includes(site)) ? people : 0), 0);
  const found = solved.values ? openOf(ground, solved.values) : start;
  const open = found.length === sites && coveredBy(found) >= coveredBy(start) ? found : start;
  const reachable = ground.people.reduce((sum, people, place) => sum + (reach[place]?.length === 0 ? 0 : people), 0);
  const proof = proofOf(solved, coveredBy(open), reachable - Math.max(0, solved.bound));
  return { ok: true, warnings: [], value: { open, siteOf: nearestOpen(ground, open), objective: coveredBy(open), proof } };
}

/**
 * The fewest sites so that every place has one within so many minutes: set cover (Toregas, Swain, ReVelle and Bergman 1971).
 * Places that no candidate covers are left out and told in a warning, by their numbers. `objective` is the number of sites.
 */
export async function chooseSetCover(
  ground: SitingGround,
  withinMinutes: number,
  limits: SitingLimits = {},
): Promise<Outcome<SitingChoice>> {
  const problems = groundProblems(ground, null);
  if (problems.length > 0) return { ok: false, problems };
  const reach = reachOf(ground, withinMinutes);
  const beyond = [...reach.keys()].filter((place) => reach[place]?.length === 0);
  const start = greedy(ground, reach, (_, covered) => covered.size + beyond.length === reach.length);
  const begin = new Set(start);
  const kept = new Set(ground.kept);
  const maker = new ProgramMaker();
  for (let site = 0; site < ground.candidates; site++) maker.column(1, kept.has(site) ? 1 : 0, 1, true, begin.has(site) ? 1 : 0);
  for (const near of reach)
    if (near.length > 0)
      maker.row(
        1,
        Infinity,
        near.map((site) => [site, 1] as const),
      );
  const solved = await solveProgram(maker.made(), limits);
  const open = solved.values ? openOf(ground, solved.values) : start;
  // A number of sites is whole: what lies above the bound is at least the next whole number.
  const proof = proofOf(solved, open.length, Math.max(kept.size, Math.ceil(solved.bound - 1e-6)));
  return {
    ok: true,
    warnings: beyond.length === 0 ? [] : [beyondAll(beyond, withinMinutes)],
    value: { open, siteOf: nearestOpen(ground, open), objective: open.length, proof },
  };
}

function beyondAll(places: readonly number[], withinMinutes: number) {
  const list = places.join(', ');
  return {
    code: 'plan/siting-uncovered' as const,
    at: `siting, ${list}`,
    words: {
      zh: `有 ${places.length} 个地方在 ${withinMinutes} 分钟内到不了任何候选点，未计入。请增加候选点、放宽时间，或安排流动服务。`,
      en: `${places.length} places have no candidate within ${withinMinutes} minutes and were left out. Add candidates, allow more time, or send a mobile service.`,
    },
  };
}
