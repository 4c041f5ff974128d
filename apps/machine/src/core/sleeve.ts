import type { Check } from '@yinzheng/ledger';
import type { Known } from './memory.ts';
import type { Work } from './work.ts';

/** The sleeve of an authorisation is shut and has its seal in it; a seal that is missing is recorded. */
export async function inspectSleeve({ guard, journal }: Pick<Work, 'guard' | 'journal'>, it: Known): Promise<Check<true>> {
  const { sleeve, seal } = it.claims;
  const inspected = await guard.inspect(sleeve);
  if (!inspected.ok && inspected.code === 'use/seal-missing')
    await journal.append({ type: 'seal.missing', jti: it.jti, data: { sleeve, seal } });
  return inspected;
}
