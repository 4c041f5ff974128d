import { join } from 'node:path';
import { checkPlan, planRota, type SearchProgress } from '@yinzheng/planner';
import { both } from '../language.ts';
import type { Terminal } from '../terminal.ts';
import { loadCounty } from './load-county.ts';
import type { PlanOptions } from './options.ts';
import { findReasons, tellShortage } from './reasons.ts';
import { summarise } from './summary.ts';
import type { Voice } from './voice.ts';
import { addReasons, mayWriteTo, prepareFolder, writeOutputs } from './write-outputs.ts';

const DONE = 0;
const WRONG = 1;
const NOT_ASKED = 2;
const TELL_EVERY_SECONDS = 2;

/** Reads, searches, checks, tells and writes. The first Ctrl-C ends the search and keeps its best; the second ends everything. */
export async function makePlan(options: PlanOptions, terminal: Terminal, voice: Voice): Promise<number> {
  const out = options.out ?? join(options.folder, 'plan');
  if (!(await mayWriteTo(out))) {
    voice.tell(
      both(
        `“${out}”里有别的东西，没有写。请用 --out 指定另一个文件夹。`,
        `“${out}” holds other things; nothing was written. Name another folder with --out.`,
      ),
    );
    return NOT_ASKED;
  }
  const loaded = await loadCounty(options);
  voice.list(loaded.ok ? loaded.warnings : loaded.problems);
  if (!loaded.ok) return tellProblems(loaded.problems.length, voice);
  const { county, ways } = loaded.value;
  await prepareFolder(out);
  const planned = await interruptibly((signal) =>
    planRota(county, ways.travel, {
      seed: options.seed,
      threads: options.threads,
      ...(options.rounds === undefined ? {} : { rounds: options.rounds }),
      ...(options.seconds === undefined ? {} : { seconds: options.seconds }),
      signal,
      onProgress: everySoOften((progress) => voice.tell(progressLine(progress))),
    }),
  );
  if (!planned.ok) {
    voice.list(planned.problems);
    return tellProblems(planned.problems.length, voice);
  }
  const { plan, calls } = planned.value;
  const violations = checkPlan(county, calls, ways.travel, plan);
  voice.list(violations);
  if (violations.length > 0)
    voice.tell(
      both(`检查发现 ${violations.length} 处违反，请不要公布。`, `The check found ${violations.length} violations; do not publish this.`),
    );
  const written = await writeOutputs(out, loaded.value, planned.value, { at: new Date(), revision: 0 });
  voice.list(written.warnings);
  const summary = summarise(county, calls, plan);
  if (!options.json) {
    for (const line of summary) voice.answer(line);
    voice.answer(both(`已写出 ${out}：${written.names.join('、')}`, `Written to ${out}: ${written.names.join(', ')}`));
  }
  const reasons = options.reasons ? await findReasons({ county, calls, travel: ways.travel, plan }, voice) : {};
  if (options.reasons) await addReasons(out, loaded.value, planned.value, reasons);
  if (options.json) {
    const { conflicts = [], remedies = [] } = reasons;
    const { warnings } = loaded;
    terminal.print(JSON.stringify({ out, files: written.names, violations, warnings, summary, conflicts, remedies, plan }));
  } else tellShortage(reasons, voice);
  return violations.length === 0 && plan.unserved.length === 0 ? DONE : WRONG;
}

function tellProblems(count: number, voice: Voice): number {
  voice.tell(both(`${count} 处要改，没有排计划。`, `${count} problems to correct; nothing was planned.`));
  return WRONG;
}

function progressLine({ seconds, rounds, cost, missing }: SearchProgress) {
  const [time, price] = [Math.round(seconds), Math.round(cost)];
  return both(
    `  ${time} 秒，${rounds} 轮：成本 ${missing > 0 ? `${price}（含未排 ${missing} 次）` : price}`,
    `  ${time} s, ${rounds} rounds: cost ${missing > 0 ? `${price}, of it ${missing} visits left out` : price}`,
  );
}

function everySoOften(tell: (progress: SearchProgress) => void): (progress: SearchProgress) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (progress) => {
    if (progress.seconds < told + TELL_EVERY_SECONDS) return;
    told = progress.seconds;
    tell(progress);
  };
}

async function interruptibly<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await work(abort.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
