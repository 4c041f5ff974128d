import type { Chance } from '../chance.ts';
import { NEXT_TRIP } from '../shift-times.ts';
import type { Ground } from './ground.ts';
import type { RotaState } from './rota-state.ts';
import { makeRow, type Row } from './row.ts';

/** Days on which shifts differ in more than the vehicle, or vehicles count by themselves. */
export function mixedDays({ shiftsOf, kindOf, problem }: Ground): readonly number[] {
  const countsVehicles = problem.weights.unfairness > 0;
  return [...shiftsOf.keys()].filter((day) => {
    const shifts = shiftsOf[day] as Int32Array;
    return shifts.length > 1 && (countsVehicles || shifts.some((s) => kindOf[s] !== kindOf[shifts[0] as number]));
  });
}

/** Lets two shifts of one day exchange all their calls. False when one of them cannot do the other's; the round must then be undone. */
export function swapRows(state: RotaState, chance: Chance, days: readonly number[]): boolean {
  const { ground, rows } = state;
  const shifts = ground.shiftsOf[days[chance.below(days.length)] as number] as Int32Array;
  const a = shifts[chance.below(shifts.length)] as number;
  const b = shifts[chance.below(shifts.length)] as number;
  const ofA = (rows[a] as Row).codes;
  const ofB = (rows[b] as Row).codes;
  if (a === b || ofA.length + ofB.length === 0) return false;
  return move(state, ofA, b, a) && move(state, ofB, a, b);
}

function move(state: RotaState, codes: readonly number[], to: number, from: number): boolean {
  const { allowed, problem } = state.ground;
  const vehicle = problem.shifts[to]?.vehicle as number;
  for (const code of codes) if (code !== NEXT_TRIP && allowed !== null && allowed[code * problem.vehicles + vehicle] === 0) return false;
  const row = makeRow(state.ground, to, codes);
  if (row === null) return false;
  state.put(to, row);
  for (const code of codes) {
    if (code === NEXT_TRIP) continue;
    const placement = state.placements[code];
    if (placement) state.place(code, { ...placement, shifts: placement.shifts.map((s) => (s === from ? to : s)) });
  }
  return true;
}
