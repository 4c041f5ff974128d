import type { Call } from '../model/call.ts';
import { brokenFloors } from '../placing/floors.ts';
import { liftCall } from '../placing/place-call.ts';
import { type Standing, shiftsOf } from '../placing/standing.ts';
import { Chance } from '../rota/chance.ts';
import { type ReplanCase, worthOf } from './case.ts';
import { type Putting, putBack } from './put-back.ts';

const MOST_VICTIMS = 3;

/**
 * Where putting back breaks a promise or leaves a visit out, others are asked to move: rounds of taking out the call in need and up to
 * three others that stand where it could go, and putting them back one by one, the one in need first (ruin and recreate, Schrimpf et
 * al. 2000). Kept only when everything together is worth it.
 */
export function makeRoom(putting: Putting, from: Standing, needy: readonly number[], rounds: number, seed: number): Standing {
  const { its, keeping } = putting;
  const chance = new Chance(seed);
  let [best, worth] = [from, worthOf(its, keeping, from.days)];
  for (let round = 0; round < rounds; round++) {
    const inNeed = needy.filter((at) => isInNeed(its, best, at));
    if (inNeed.length === 0) break;
    const first = inNeed[chance.below(inNeed.length)] as number;
    const others = neighbours(its, best, first);
    if (others.length === 0) continue;
    chance.shuffle(others as number[]);
    const victims = others.slice(0, 1 + chance.below(MOST_VICTIMS));
    let trial = best;
    for (const at of [first, ...victims]) trial = liftCall(trial, at, (shift) => isAhead(its, shift), keeping);
    for (const at of [first, ...victims]) trial = putBack(putting, trial, at, true);
    const next = worthOf(its, keeping, trial.days);
    if (next < worth - 1e-6) [best, worth] = [trial, next];
  }
  return best;
}

const isAhead = ({ standing, today }: ReplanCase, shift: number): boolean => (standing.made.problem.shifts[shift]?.day ?? 0) >= today;

/** Lacks a visit, or breaks a promise that it need not. */
export function isInNeed({ standing, requests }: ReplanCase, now: Standing, at: number): boolean {
  const call = standing.made.calls[at] as Call;
  const days = shiftsOf(now, at)
    .map((shift) => standing.made.problem.shifts[shift]?.day as number)
    .sort((a, b) => a - b);
  return brokenFloors(standing.county, call, days).some((floor) => floor !== 'same-weekday' || !requests.get(at)?.weekdays);
}

/** Calls with visits ahead on crews that could serve this one. */
function neighbours(its: ReplanCase, now: Standing, at: number): number[] {
  const { problem } = its.standing.made;
  const named = problem.calls[at]?.vehicles ?? null;
  const found = new Set<number>();
  for (const [shift, day] of now.days.entries()) {
    if (!day || !isAhead(its, shift) || named?.includes(problem.shifts[shift]?.vehicle as number) === false) continue;
    for (const { stops } of day) for (const { call } of stops) found.add(call);
  }
  found.delete(at);
  return [...found].sort((a, b) => a - b);
}
