import { explainPlan, type PlanExplanation } from '@yinzheng/planner';
import { both } from '../language.ts';
import type { Voice } from './voice.ts';

const TELL_EVERY = 50;

/** Works out why each village has its day, what others would cost and which promises bind. */
export function findReasons(planned: Parameters<typeof explainPlan>[0], voice: Voice): PlanExplanation {
  return explainPlan(planned, {
    onProgress: (done, all) => {
      if (done > 0 && done % TELL_EVERY === 0) voice.tell(both(`  说明缘由：${done} / ${all}`, `  Reasons: ${done} of ${all}`));
    },
  });
}
