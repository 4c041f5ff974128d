import { expect, test } from 'vitest';
import { ProgramMaker } from './mixed-program.ts';
import { solveProgram } from './solve-program.ts';

/** Whole x and y from 0 to 9, 2x + 3y at least 12.5, as little of 3x + 4y as can be. */
function little() {
  const maker = new ProgramMaker();
  const x = maker.column(3, 0, 9, true, 9);
  const y = maker.column(4, 0, 9, true, 9);
  maker.row(12.5, Infinity, [
    [x, 2],
    [y, 3],
  ]);
  maker.offset = 100;
  return maker.made();
}

test('a small program is solved in its thread, offset and all', async () => {
  const { status, values, bound } = await solveProgram(little(), {});
  expect(status).toBe('optimal');
  expect([...(values ?? [])].map(Math.round)).toEqual([2, 3]);
  expect(bound).toBeCloseTo(118, 6);
});

test('a program that cannot be put to the solver fails as an answer', async () => {
  const answer = await solveProgram({ ...little(), columns: Int32Array.from([0, 7]) }, {});
  expect(answer).toEqual({ status: 'failed', values: null, bound: -Infinity });
});
