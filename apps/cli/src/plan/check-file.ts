import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { callsOf, checkPlan, readPlan } from '@yinzheng/planner';
import { both } from '../language.ts';
import type { Terminal } from '../terminal.ts';
import { loadCounty } from './load-county.ts';
import type { CheckOptions } from './options.ts';
import type { Voice } from './voice.ts';

const DONE = 0;
const WRONG = 1;

/** `yinzheng plan check`: whether a plan keeps what it promises, by the county's own tables. */
export async function checkFile(options: CheckOptions, terminal: Terminal, voice: Voice): Promise<number> {
  const text = await readFile(options.plan, 'utf8');
  const loaded = await loadCounty(options);
  const plan = readPlan(basename(options.plan), text);
  const calls = loaded.ok ? callsOf(loaded.value.county, loaded.value.ways.travel) : loaded;
  const problems = [plan, loaded, calls === loaded ? plan : calls].flatMap((it) => (it.ok ? [] : it.problems));
  voice.list(loaded.ok ? loaded.warnings : []);
  if (!plan.ok || !loaded.ok || !calls.ok) {
    voice.list([...new Set(problems)]);
    return WRONG;
  }
  const { county, ways } = loaded.value;
  const violations = checkPlan(county, calls.value, ways.travel, plan.value);
  if (options.json) terminal.print(JSON.stringify({ violations, unserved: plan.value.unserved }));
  else {
    voice.list(violations);
    const missing = plan.value.unserved.reduce((sum, { visitsMissing }) => sum + visitsMissing, 0);
    voice.answer(
      violations.length > 0
        ? both(`${violations.length} 处违反。`, `${violations.length} violations.`)
        : both(`没有违反；声明未排 ${missing} 次。`, `No violation; ${missing} visits are declared missing.`),
    );
  }
  return violations.length === 0 ? DONE : WRONG;
}
