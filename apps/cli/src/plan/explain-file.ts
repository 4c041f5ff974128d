import { type County, explainPlan } from '@yinzheng/planner';
import { both } from '../language.ts';
import type { Terminal } from '../terminal.ts';
import { loadPlan } from './load-plan.ts';
import { roundNamed } from './name-round.ts';
import { villagesNamed } from './name-villages.ts';
import type { ExplainOptions } from './options.ts';
import { findShortage, tellShortage } from './reasons.ts';
import type { Voice } from './voice.ts';

const DONE = 0;
const WRONG = 1;

type Explained = ReturnType<typeof explainPlan>['calls'][number];

/** `yinzheng plan explain`: for each village why this day and this vehicle, what others would cost, and which promises bind. */
export async function explainFile(options: ExplainOptions, terminal: Terminal, voice: Voice): Promise<number> {
  const loaded = await loadPlan(options);
  voice.list(loaded.ok ? loaded.warnings : loaded.problems);
  if (!loaded.ok) return WRONG;
  const { county, calls, ways, plan } = loaded.value;
  const villages = villagesNamed(county, options.villages);
  if (!villages.ok) {
    voice.list(villages.problems);
    return WRONG;
  }
  const explained = explainPlan(
    { county, calls, travel: ways.travel, plan },
    options.villages.length > 0 ? { villages: villages.value } : {},
  );
  // Of the whole plan, not of one village.
  const shortage = options.villages.length === 0 ? await findShortage({ county, calls, travel: ways.travel, plan }, voice) : {};
  if (options.json) {
    terminal.print(JSON.stringify({ ...explained, ...shortage }));
    return DONE;
  }
  for (const call of explained.calls) tellCall(county, call, voice);
  tellShortage(shortage, voice);
  return DONE;
}

function tellCall(county: County, { village, round, why, days, vehicles, floors, wishes }: Explained, voice: Voice): void {
  const name = county.villages.find(({ id }) => id === village)?.name ?? village;
  const help = roundNamed(county, round);
  voice.answer(both(`${name}，${help}：${why.zh}`, `${name}, ${help}: ${why.en}`));
  for (const { words } of [...days, ...vehicles].filter(({ isChosen }) => !isChosen)) voice.answer(both(`  ${words.zh}`, `  ${words.en}`));
  for (const { words } of [...floors, ...wishes]) voice.answer(both(`  ${words.zh}`, `  ${words.en}`));
}
