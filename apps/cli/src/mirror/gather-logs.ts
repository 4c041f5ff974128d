import { readFile } from 'node:fs/promises';
import { type Check, fail, type Party, type Policy, parsePolicy, pass, policyOf } from '@yinzheng/ledger';
import type { MirrorOptions } from './options.ts';

/** A log to mirror, the policy that its checkpoints are held against, and its URL prefix. */
export interface NamedLog {
  readonly log: Party;
  readonly policy: Policy;
  readonly url: string;
}

/** The logs of the options, each origin once. Refuses with `cli/bad-key`, `cli/bad-policy` {path, line, detail}, `cli/no-log` {path}, `cli/twice` {path}. */
export async function gatherLogs({ logs, policies }: Pick<MirrorOptions, 'logs' | 'policies'>): Promise<Check<readonly NamedLog[]>> {
  const named: NamedLog[] = [];
  for (const { vkey, url } of logs) {
    const policy = policyOf(vkey);
    const [log] = policy.ok ? policy.value.logs : [];
    if (!policy.ok || !log) return fail('cli/bad-key', { path: vkey });
    named.push({ log, policy: policy.value, url });
  }
  for (const path of policies) {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return fail('cli/no-key', { path });
    const policy = parsePolicy(text);
    if (!policy.ok) return fail('cli/bad-policy', { ...policy.params, path });
    const reachable = policy.value.logs.filter(({ url }) => url !== undefined);
    if (reachable.length === 0) return fail('cli/no-log', { path });
    // A log that changes its key has two lines, and is one log.
    for (const log of reachable)
      if (!named.some((it) => it.policy === policy.value && it.log.key.name === log.key.name))
        named.push({ log, policy: policy.value, url: log.url ?? '' });
  }
  const twice = named.find((it, at) => named.findIndex((other) => other.log.key.name === it.log.key.name) !== at);
  return twice ? fail('cli/twice', { path: twice.log.key.name }) : pass(named);
}
