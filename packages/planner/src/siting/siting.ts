import type { PlannerProblem } from '../model/words.ts';

/** Where people are, where sites could be, and how far apart: numbers only. */
export interface SitingGround {
  /** Minutes from each place to each candidate, `people.length × candidates`, row by row; Infinity where there is no way. */
  readonly minutes: Float64Array;
  /** Who would come, by place; not below 0. */
  readonly people: readonly number[];
  readonly candidates: number;
  /** Candidates that stay open whatever is decided; ascending. Counted among the chosen. */
  readonly kept?: readonly number[];
}

export interface SitingLimits {
  /** Of the solver; it ends with the best that it has. 60 where absent. */
  readonly seconds?: number;
  readonly signal?: AbortSignal;
}

/** How sure it is that nothing better exists. */
export interface SitingProof {
  /** `failed`: the solver broke down (out of memory, say); the choice is still a good one. */
  readonly status: 'optimal' | 'timed-out' | 'cancelled' | 'failed';
  /** No choice of sites can have an objective below this (above it, where more is better). */
  readonly bound: number;
  /** Between objective and bound, as a part of the objective; 0 is proved optimal. */
  readonly gap: number;
}

export interface SitingChoice {
  /** Candidates, ascending. */
  readonly open: readonly number[];
  /** Of each place its nearest open candidate; null where it reaches none. */
  readonly siteOf: readonly (number | null)[];
  /** p-median: person minutes, one way; coverage: people covered; set cover: sites. */
  readonly objective: number;
  readonly proof: SitingProof;
}

export function minutesTo({ minutes, candidates }: SitingGround, place: number, site: number): number {
  return minutes[place * candidates + site] as number;
}

/** The nearest of the open candidates; the lower number where two are as near. */
export function nearestOpen(ground: SitingGround, open: readonly number[]): readonly (number | null)[] {
  return ground.people.map((_, place) => {
    let best: number | null = null;
    for (const site of open) {
      const time = minutesTo(ground, place, site);
      if (time < (best === null ? Infinity : minutesTo(ground, place, best))) best = site;
    }
    return best;
  });
}

function wrong(code: PlannerProblem['code'], zh: string, en: string): PlannerProblem {
  return { code, at: 'siting', words: { zh, en } };
}

/** What is wrong with a question before it is asked; `sites` is how many are to be open, null where that is what is asked. */
export function groundProblems({ minutes, people, candidates, kept = [] }: SitingGround, sites: number | null): readonly PlannerProblem[] {
  const problems: PlannerProblem[] = [];
  if (
    minutes.length !== people.length * candidates ||
    minutes.some((time) => !(time >= 0)) ||
    people.some((count) => !(count >= 0 && count < Infinity))
  ) {
    problems.push(
      wrong(
        'plan/siting-numbers',
        '时间表与人数不相配，或其中有负数。请用同一份村庄名单重新计算。',
        'Minutes and people do not match, or some are negative. Work both out again from one list of villages.',
      ),
    );
  }
  if (kept.some((site) => !Number.isInteger(site) || site < 0 || site >= candidates)) {
    problems.push(wrong('plan/siting-kept', '要保留的点不在候选点之中。', 'A site that is to be kept is not among the candidates.'));
  }
  if (sites !== null && (!Number.isInteger(sites) || sites < Math.max(1, kept.length) || sites > candidates)) {
    problems.push(
      wrong(
        'plan/siting-count',
        `点的个数应在 ${Math.max(1, kept.length)}（要保留的）与 ${candidates}（候选的）之间。`,
        `The number of sites must lie between ${Math.max(1, kept.length)} (those to be kept) and ${candidates} (the candidates).`,
      ),
    );
  }
  return problems;
}

/** Tells of places with people that reach no candidate at all, by their numbers. */
export function strandedWarnings(ground: SitingGround): readonly PlannerProblem[] {
  const places = [...ground.people.keys()].filter((place) => {
    if (ground.people[place] === 0) return false;
    for (let site = 0; site < ground.candidates; site++) if (minutesTo(ground, place, site) < Infinity) return false;
    return true;
  });
  if (places.length === 0) return [];
  const words = {
    zh: `有 ${places.length} 个地方到不了任何候选点。请检查道路，或安排流动服务。`,
    en: `${places.length} places reach no candidate at all. Check the roads, or send a mobile service.`,
  };
  return [{ code: 'plan/siting-stranded', at: `siting, ${places.join(', ')}`, words }];
}
