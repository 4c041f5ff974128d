import type { Chance } from '../chance.ts';
import { NEXT_TRIP } from '../shift-times.ts';
import type { Placement, RotaState } from './rota-state.ts';
import type { Row } from './row.ts';

/** Mean number of visits taken out in a round, and the longest string (Christiaens and Vanden Berghe 2020, where both are 10). */
const MEAN_RUIN = 10;
const LONGEST_STRING = 10;
/** How often the strings are taken from one day only. */
const SAME_DAY = 0.5;

/** Chooses calls to take out: strings of neighbouring visits around a seed call, whole calls with all their days. Marks them in `isGone`. */
export function chooseRuin(state: RotaState, chance: Chance, isGone: Uint8Array, meanRow: number): number[] {
  const { ground, placements, rows } = state;
  const seed = chance.below(placements.length);
  const longest = Math.max(1, Math.min(LONGEST_STRING, meanRow));
  const strings = Math.floor(1 + chance.part() * ((4 * MEAN_RUIN) / (1 + longest) - 1));
  const chosen: number[] = [];
  const touched = new Set<number>();
  const take = (call: number): void => {
    if (isGone[call] === 1) return;
    isGone[call] = 1;
    chosen.push(call);
  };
  take(seed);
  const home = placements[seed];
  const day = home && chance.part() < SAME_DAY ? dayOf(state, home.shifts[chance.below(home.shifts.length)] as number) : -1;
  for (const call of ground.near[seed] as Int32Array) {
    if (touched.size >= strings) break;
    const s = visitOf(state, placements[call] ?? null, day, chance);
    if (s < 0 || touched.has(s)) {
      if (placements[call] === null && chosen.length < MEAN_RUIN) take(call);
      continue;
    }
    touched.add(s);
    const { codes } = rows[s] as Row;
    const length = Math.min(codes.length, Math.floor(1 + chance.part() * Math.min(longest, codes.length)));
    const at = codes.indexOf(call);
    const from = Math.max(0, Math.min(codes.length - length, at - chance.below(length)));
    for (let i = from; i < from + length; i++) if (codes[i] !== NEXT_TRIP) take(codes[i] as number);
  }
  return chosen;
}

function dayOf({ ground }: RotaState, s: number): number {
  return s < 0 ? -1 : (ground.problem.shifts[s]?.day as number);
}

/** The shift of one of the call's visits, on that day if one is asked for. */
function visitOf(state: RotaState, placement: Placement | null, day: number, chance: Chance): number {
  if (placement === null) return -1;
  if (day < 0) return placement.shifts[chance.below(placement.shifts.length)] as number;
  for (const s of placement.shifts) if (dayOf(state, s) === day) return s;
  return -1;
}
