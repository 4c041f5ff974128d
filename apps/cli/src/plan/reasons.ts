import { explainPlan, explainShortage, type ReportOptions } from '@yinzheng/planner';
import { both } from '../language.ts';
import type { Voice } from './voice.ts';

/** What the report shows of why a plan is as it is. */
export type Reasons = Pick<ReportOptions, 'explanation' | 'conflicts' | 'remedies'>;

type Planned = Parameters<typeof explainPlan>[0];

const TELL_EVERY = 50;

/**
 * Works out why each village has its day, what others would cost and which promises bind; where visits are missing, also which demands
 * cannot be met together and what would help.
 */
export async function findReasons(planned: Planned, voice: Voice): Promise<Reasons> {
  const explanation = explainPlan(planned, {
    onProgress: (done, all) => {
      if (done > 0 && done % TELL_EVERY === 0) voice.tell(both(`  说明缘由：${done} / ${all}`, `  Reasons: ${done} of ${all}`));
    },
  });
  return { explanation, ...(planned.plan.unserved.length > 0 ? await findShortage(planned, voice) : {}) };
}

/** Which demands cannot be met together, and what one more vehicle, hour or shorter stops would buy. */
export async function findShortage(planned: Planned, voice: Voice) {
  voice.tell(both('  找出互相冲突的要求，试算怎样才排得下……', '  Looking for demands that conflict, and trying what would help …'));
  const { conflicts, remedies } = await explainShortage(planned);
  return { conflicts, remedies };
}

export function tellShortage({ conflicts = [], remedies = [] }: Reasons, voice: Voice): void {
  for (const { words } of conflicts) voice.answer(both(`冲突：${words.zh}`, `Conflict: ${words.en}`));
  for (const { words } of remedies) voice.answer(both(`办法：${words.zh}`, `Would help: ${words.en}`));
}
