import { rowOf } from '../cost.ts';
import type { RotaAnswer } from '../problem.ts';
import type { RotaState } from './rota-state.ts';
import { makeRow, without } from './row.ts';

/** Puts an earlier answer's visits in, as far as they still fit: whole patterns only, and rows that can be driven. Gives the calls that are in. */
export function setOut(state: RotaState, start: Pick<RotaAnswer, 'trips' | 'patterns'>): ReadonlySet<number> {
  const { problem } = state.ground;
  const at: Map<number, number>[] = problem.calls.map(() => new Map());
  for (const [s, { day }] of problem.shifts.entries()) {
    for (const call of (start.trips[s] ?? []).flat()) at[call]?.set(day, s);
  }
  const kept = new Set<number>();
  for (const [c, { patterns }] of problem.calls.entries()) {
    const days = patterns[start.patterns[c] ?? -1]?.days;
    if (days?.every((day) => at[c]?.has(day))) kept.add(c);
  }
  // A row that no longer works loses its calls one by one from the end, each with its other visits; that may free or break others, so until all work.
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (let s = 0; s < problem.shifts.length; s++) {
      for (;;) {
        const codes = without(rowOf(start.trips[s] ?? []), (call) => !kept.has(call) || at[call]?.get(problem.shifts[s]?.day ?? -1) !== s);
        const row = isAllowed(state, s, codes) ? makeRow(state.ground, s, codes) : null;
        if (row !== null) {
          state.put(s, row);
          break;
        }
        const last = codes.findLast((code) => code >= 0 && !mayServe(state, s, code)) ?? codes.findLast((code) => code >= 0);
        kept.delete(last as number);
        isSettled = false;
      }
    }
  }
  for (const call of kept) {
    const pattern = start.patterns[call] as number;
    const days = problem.calls[call]?.patterns[pattern]?.days ?? [];
    state.place(call, { pattern, shifts: days.map((day) => at[call]?.get(day) as number) });
  }
  return kept;
}

function isAllowed(state: RotaState, s: number, codes: readonly number[]): boolean {
  return codes.every((code) => code < 0 || mayServe(state, s, code));
}

function mayServe({ ground }: RotaState, s: number, call: number): boolean {
  const named = ground.problem.calls[call]?.vehicles ?? null;
  return named === null || named.includes(ground.problem.shifts[s]?.vehicle as number);
}
