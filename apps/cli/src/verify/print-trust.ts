import { type Policy, vkeyOf } from '@yinzheng/ledger';
import { type Bilingual, both } from '../language.ts';
import type { Trusted } from '../trust/find-trust.ts';

export function describePolicy({ logs, witnesses, quorum }: Policy): readonly Bilingual[] {
  const [zh, en] = quorum === 'none' ? ['', ''] : [`，须 ${quorum} 共同签名`, `, quorum ${quorum}`];
  return [
    ...logs.map(({ key }) => both(`  账本公钥 ${vkeyOf(key)}`, `  log key ${vkeyOf(key)}`)),
    ...(witnesses.length > 0
      ? [
          both(
            `  见证方 ${witnesses.map(({ name }) => name).join('、')}${zh}`,
            `  witnesses ${witnesses.map(({ name }) => name).join(', ')}${en}`,
          ),
        ]
      : []),
  ];
}

export function describeWitnesses(witnesses: readonly { readonly name: string }[], { quorum }: Policy): readonly Bilingual[] {
  if (witnesses.length > 0) {
    const [zh, en] = [witnesses.map(({ name }) => name).join('、'), witnesses.map(({ name }) => name).join(', ')];
    return [both(`  见证：${zh}`, `  witnessed by ${en}`)];
  }
  if (quorum !== 'none') return [];
  return [
    both(
      '  未要求见证方：这本账有没有另一个版本，这里看不出来',
      '  no witness was asked for: whether this log shows others another history cannot be seen here',
    ),
  ];
}

export function keySource({ from }: Trusted, beside: Bilingual): Bilingual {
  if (from.kind === 'argument') return both('  来自命令行 --key', '  from the command line, --key');
  if (!from.isBesideReceipt) return both(`  来自您指定的文件 ${from.path}`, `  from the file that you named, ${from.path}`);
  return both(
    `  来自${beside.zh}的 ${from.path}：只有从可靠来源核对过这些公钥，结论才成立`,
    `  from ${from.path} beside the ${beside.en}: the answer holds only if you know these keys from a source that you trust`,
  );
}

export const describeFounding = (founding: string, isPinned: boolean): Bilingual =>
  isPinned
    ? both(`  名册创立摘要 ${founding}，与您指定的一致`, `  roster founded by ${founding}, as you named it`)
    : both(`  名册创立摘要 ${founding}，未核对（--founding）`, `  roster founded by ${founding}, not compared (--founding)`);
