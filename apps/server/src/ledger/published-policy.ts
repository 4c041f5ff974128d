import { formatPolicy, type Policy, policyOf } from '@yinzheng/ledger';

/**
 * The policy for those who verify: the log's keys as the roster lists them and where the log is; its witnesses, and not where those are,
 * whom only logs call.
 */
export function publishedPolicy({ witnesses, ...rest }: Policy, logKeys: readonly string[], publicUrl: string): string {
  const own = policyOf(...logKeys);
  return formatPolicy({
    ...rest,
    logs: own.ok ? own.value.logs.map(({ key }) => ({ key, url: `${publicUrl}/log` })) : [], // none before the founding
    witnesses: witnesses.map(({ name, key }) => ({ name, key })),
  });
}
