import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Check, fail, type Policy, parsePolicy, pass, policyOf, type Refused } from '@yinzheng/ledger';
import { type Bilingual, both } from '../language.ts';
import { plain } from '../terminal.ts';

/** What is trusted and where it came from; people must be told both. */
export interface Trusted {
  readonly policy: Policy;
  readonly from: { readonly kind: 'argument' } | { readonly kind: 'file'; readonly path: string; readonly isBesideReceipt: boolean };
}

/** What the reader said of his trust. */
export interface ToldTrust {
  /** A log's verifier key, or a file that holds one. */
  readonly key?: string;
  /** A file that holds a policy (c2sp.org/tlog-policy): logs, witnesses, quorum. */
  readonly policy?: string;
}

const MOST_BYTES = 64 * 1024;

/**
 * Whom to trust: as told, else by `log.policy` and then `log.vkey` beside what is checked. Refuses with `cli/no-key`, `cli/bad-key`,
 * `cli/bad-policy`, each with the path, the last with line and detail too.
 */
export async function findTrust(checked: string, { key, policy }: ToldTrust): Promise<Check<Trusted>> {
  if (policy !== undefined) return readPolicy(policy, false);
  const named = key === undefined ? null : policyOf(key.trim());
  if (named?.ok) return pass({ policy: named.value, from: { kind: 'argument' } });
  if (key !== undefined) return readKey(key, false);
  const beside = await readPolicy(join(dirname(checked), 'log.policy'), true);
  return !beside.ok && beside.code === 'cli/no-key' ? readKey(join(dirname(checked), 'log.vkey'), true) : beside;
}

/** Why there is nobody to trust, and what to do. */
export function describeNoTrust({ code, params }: Refused): Bilingual {
  const path = plain(String(params?.path));
  const line = Number(params?.line);
  if (code === 'cli/bad-key') return both(`不是账本公钥：${path}`, `This is not a log’s verifier key: ${path}`);
  if (code === 'cli/bad-policy')
    return both(
      `信任策略 ${path} 第 ${line} 行不对（${params?.detail}）`,
      `Line ${line} of the trust policy ${path} is wrong (${params?.detail})`,
    );
  return both(
    `没有账本公钥：找不到 ${path}。请用 --policy 指定信任策略，或用 --key 指定公钥或其文件。`,
    `No verifier key: there is no ${path}. Name a trust policy with --policy, or the key or its file with --key.`,
  );
}

async function readPolicy(path: string, isBesideReceipt: boolean): Promise<Check<Trusted>> {
  const text = await readSmall(path);
  if (text === null) return fail('cli/no-key', { path });
  const policy = parsePolicy(text);
  return policy.ok ? trusted(policy.value, path, isBesideReceipt) : fail('cli/bad-policy', { ...policy.params, path });
}

async function readKey(path: string, isBesideReceipt: boolean): Promise<Check<Trusted>> {
  const text = await readSmall(path);
  if (text === null) return fail('cli/no-key', { path });
  const policy = policyOf(text.trim());
  return policy.ok ? trusted(policy.value, path, isBesideReceipt) : fail('cli/bad-key', { path });
}

const trusted = (policy: Policy, path: string, isBesideReceipt: boolean): Check<Trusted> =>
  pass({ policy, from: { kind: 'file', path, isBesideReceipt } });

async function readSmall(path: string): Promise<string | null> {
  try {
    return (await stat(path)).size > MOST_BYTES ? '' : await readFile(path, 'utf8');
  } catch {
    return null; // not there, a folder, or not ours to read: all the same to the reader, who sees the path
  }
}
