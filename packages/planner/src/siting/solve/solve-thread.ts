import { parentPort, workerData } from 'node:worker_threads';
import highsModule from 'highs';
import type { MixedProgram } from './mixed-program.ts';
import type { Solved } from './solve-program.ts';

/** One program for each thread: HiGHS runs without a break until it is done or out of time, and WebAssembly's memory goes with the thread. */
const { program, seconds } = workerData as { program: MixedProgram; seconds: number };
// The package's types are those of its CommonJS build; its ES module's default is the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;
const highs = await loadHighs();
const model = highs.createModel({
  numCols: program.costs.length,
  numRows: program.rowLowers.length,
  offset: program.offset,
  colCost: program.costs,
  colLower: program.lowers,
  colUpper: program.uppers,
  rowLower: program.rowLowers,
  rowUpper: program.rowUppers,
  integrality: Int32Array.from(program.isWhole),
  matrix: {
    format: 'csr',
    numRows: program.rowLowers.length,
    numCols: program.costs.length,
    starts: program.starts,
    indices: program.columns,
    values: program.values,
  },
});
model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: 1e-6, random_seed: 1 });
if (program.begin) model.setSolution({ colValue: program.begin });
model.run();
const status = model.getModelStatus();
const { modelStatus } = highs.constants;
const bound = Number(model.info.get('mip_dual_bound'));
const hasSolution = Number(model.info.get('primal_solution_status')) === 2;
const statuses = new Map<number, Solved['status']>([
  [modelStatus.optimal, 'optimal'],
  [modelStatus.infeasible, 'infeasible'],
  [modelStatus.timeLimit, 'timed-out'],
]);
const answer: Solved = {
  status: statuses.get(status) ?? 'failed',
  values: hasSolution ? model.getSolution().colValue : null,
  bound: Number.isFinite(bound) ? bound : -Infinity,
};
model.dispose();
parentPort?.postMessage(answer);
