import { explainPlan, type ReportOptions } from '@yinzheng/planner';
import { both } from '../language.ts';
import type { Voice } from './voice.ts';

/** What the report shows of why a plan is as it is. */
export type Reasons = NonNullable<ReportOptions['explanation']>;

type Planned = Parameters<typeof explainPlan>[0];

/** A price below half a minute is none. */
const SOMETHING = 0.5;
const TELL_EVERY = 50;

/** Works out why each village has its day, what others would cost and which promises bind, as the report shows it. */
export function findReasons(planned: Planned, voice: Voice): Reasons {
  const onProgress = (done: number, all: number): void => {
    if (done > 0 && done % TELL_EVERY === 0) voice.tell(both(`  说明缘由：${done} / ${all}`, `  Reasons: ${done} of ${all}`));
  };
  const { calls } = explainPlan(planned, { onProgress });
  return {
    calls: calls.map(({ call, why, floors, days }) => ({
      call,
      why: [why],
      binding: floors.filter(({ saves, allows }) => saves > SOMETHING || allows > 0).map(({ words }) => words),
      otherDays: days.flatMap(({ to, isChosen, outcome }) =>
        'weekday' in to && !isChosen ? [{ weekday: to.weekday, cost: outcome.isPossible ? outcome.extra.total : null }] : [],
      ),
    })),
    conflicts: [],
    remedies: [],
  };
}
