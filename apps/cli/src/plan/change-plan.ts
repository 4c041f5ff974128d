import { join } from 'node:path';
import { type CountyTravel, makeTravel, type Replanned, readChanges, replan, writeMoves } from '@yinzheng/planner';
import { both } from '../language.ts';
import type { Terminal } from '../terminal.ts';
import { CHANGE_LOG, loadPlan } from './load-plan.ts';
import type { ChangeOptions } from './options.ts';
import { findReasons } from './reasons.ts';
import { summarise } from './summary.ts';
import type { Voice } from './voice.ts';
import { addReasons, mayWriteTo, prepareFolder, writeOutputs } from './write-outputs.ts';

const DONE = 0;
const WRONG = 1;
const NOT_ASKED = 2;

/** `yinzheng plan change`: a published plan after something happened, what moves and for whom, and which promises break. */
export async function changePlan(options: ChangeOptions, terminal: Terminal, voice: Voice): Promise<number> {
  const out = options.out ?? join(options.folder, `plan-${options.asOf}`);
  if (!(await mayWriteTo(out))) {
    voice.tell(both(`“${out}”里有别的东西，没有写。`, `“${out}” holds other things; nothing was written.`));
    return NOT_ASKED;
  }
  const loaded = await loadPlan(options);
  voice.list(loaded.ok ? loaded.warnings : loaded.problems);
  if (!loaded.ok) return WRONG;
  const { county, calls, plan, roads, log } = loaded.value;
  await prepareFolder(out);
  const changes = readChanges(county, options.changes);
  let ways: CountyTravel = loaded.value.ways;
  const replanned = changes.ok
    ? replan({ county, calls, plan }, changes.value, {
        asOf: options.asOf,
        seed: options.seed,
        travelFor: (changed) => {
          const made = makeTravel(changed, roads);
          if (!made.ok) return made;
          ways = made.value;
          return { ok: true, value: made.value.travel, warnings: made.warnings };
        },
      })
    : changes;
  if (!replanned.ok) {
    voice.list(replanned.problems);
    return WRONG;
  }
  const after = replanned.value;
  const at = new Date();
  const changed = { county: after.county, ways, roads };
  const happened = [...log, { asOf: options.asOf, changes: changes.ok ? changes.value : [] }];
  const record = { name: CHANGE_LOG, bytes: new TextEncoder().encode(`${JSON.stringify(happened, null, 1)}\n`) };
  const publication = { at, revision: minutesSince2020(at), previous: plan, moved: after.moved };
  const written = await writeOutputs(out, changed, after, publication, [record, ...writeMoves(after)]);
  voice.list(written.warnings);
  tell(options, after, terminal, voice);
  if (!options.json) voice.answer(both(`已写出 ${out}：${written.names.join('、')}`, `Written to ${out}: ${written.names.join(', ')}`));
  if (options.reasons) await addReasons(out, changed, after, await findReasons(after, voice));
  return after.undeclared.length === 0 && after.refused.length === 0 && after.broken.every(({ isOld }) => isOld) ? DONE : WRONG;
}

function tell(
  { json }: ChangeOptions,
  { moved, refused, broken, undeclared, county, calls, plan }: Replanned,
  terminal: Terminal,
  voice: Voice,
): void {
  const summary = summarise(county, calls, plan);
  if (json) {
    terminal.print(JSON.stringify({ moved, refused, broken, undeclared, summary, plan }));
    return;
  }
  voice.answer(both(`${moved.length} 次到访有变动：`, `${moved.length} visits change:`));
  for (const { words } of moved) voice.answer(both(`  ${words.zh}`, `  ${words.en}`));
  for (const { words } of refused) voice.answer(both(`没有照办：${words.zh}`, `Not fulfilled: ${words.en}`));
  for (const { words, isOld } of broken) {
    voice.answer(
      isOld
        ? both(`原来就没守住：${words.zh}`, `Broken before: ${words.en}`)
        : both(`守不住的承诺：${words.zh}`, `A promise breaks: ${words.en}`),
    );
  }
  for (const { code, at, words } of undeclared)
    voice.answer(
      both(`检查发现，请不要公布：${at} ${words.zh} [${code}]`, `Found by the check; do not publish: ${at} ${words.en} [${code}]`),
    );
  for (const line of summary) voice.answer(line);
  voice.answer(both('请把变动也写进县情表格，下一期照此排。', 'Write the change into the tables, too, for the plans to come.'));
}

/** Calendars take the higher revision; nobody re-plans twice in a minute. */
const minutesSince2020 = (at: Date): number => Math.floor((at.getTime() - Date.UTC(2020, 0, 1)) / 60_000);
