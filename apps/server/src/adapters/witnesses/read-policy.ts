import { readFile } from 'node:fs/promises';
import { type Policy, parsePolicy, policyOf } from '@yinzheng/ledger';
import { Refused } from '../../ports/refused.ts';

/**
 * The policy by which this log is witnessed, from a file (c2sp.org/tlog-policy); `log` lines may be left out, our own keys are meant. Without
 * a file nobody is asked. Refuses config/bad-setting for a file that cannot be read, is no policy, or is another log's.
 */
export async function readPolicy(file: string, vkeys: readonly string[]): Promise<Policy> {
  const own = policyOf(...vkeys);
  if (!own.ok) throw new Error(`the log has no verifier key: ${own.code}`);
  if (file === '') return own.value;
  const refuse = (detail: string): Refused =>
    new Refused('config/bad-setting', { setting: 'WITNESS_POLICY', expected: `c2sp.org/tlog-policy (${detail})` });
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw refuse(cause.message);
  });
  const policy = parsePolicy(text);
  if (!policy.ok) throw refuse(`${file}:${policy.params?.line} ${policy.params?.detail}`);
  const isOurs = policy.value.logs.some(({ key }) => own.value.logs.some((it) => it.key.name === key.name && it.key.id === key.id));
  if (policy.value.logs.length > 0 && !isOurs) throw refuse(`log ${vkeys[0]}`);
  return { ...policy.value, logs: own.value.logs };
}
