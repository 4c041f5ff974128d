import type { Refused } from '@yinzheng/ledger';
import { type Bilingual, both } from './language.ts';
import { plainLines } from './terminal.ts';

/** Which argument is wrong (`cli/usage` {detail}), and how the command is used. */
export function wrongUsage({ params }: Refused, usage: Bilingual): Bilingual {
  const detail = plainLines(String(params?.detail));
  return both(`参数不对：${detail}\n${usage.zh}`, `Wrong usage: ${detail}\n${usage.en}`);
}
