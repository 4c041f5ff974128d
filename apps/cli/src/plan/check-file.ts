import { checkPlan } from '@yinzheng/planner';
import { both } from '../language.ts';
import type { Terminal } from '../terminal.ts';
import { loadPlan } from './load-plan.ts';
import type { CheckOptions } from './options.ts';
import type { Voice } from './voice.ts';

const DONE = 0;
const WRONG = 1;

/** `yinzheng plan check`: whether a plan keeps what it promises, by the county's own tables. */
export async function checkFile(options: CheckOptions, terminal: Terminal, voice: Voice): Promise<number> {
  const loaded = await loadPlan(options);
  voice.list(loaded.ok ? loaded.warnings : loaded.problems);
  if (!loaded.ok) return WRONG;
  const { county, calls, ways, plan } = loaded.value;
  const violations = checkPlan(county, calls, ways.travel, plan);
  if (options.json) terminal.print(JSON.stringify({ violations, unserved: plan.unserved }));
  else {
    voice.list(violations);
    const missing = plan.unserved.reduce((sum, { visitsMissing }) => sum + visitsMissing, 0);
    voice.answer(
      violations.length > 0
        ? both(`${violations.length} 处违反。`, `${violations.length} violations.`)
        : both(`没有违反；声明未排 ${missing} 次。`, `No violation; ${missing} visits are declared missing.`),
    );
  }
  return violations.length === 0 ? DONE : WRONG;
}
