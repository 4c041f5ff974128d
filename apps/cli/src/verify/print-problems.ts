import type { Problem } from '@yinzheng/ledger';
import { type Bilingual, both } from '../language.ts';

/** What does not hold, and what must be told besides: a sentence each, where, and the code. */
export const describeProblems = ({
  problems,
  remarks,
}: {
  readonly problems: readonly Problem[];
  readonly remarks: readonly Problem[];
}): readonly Bilingual[] => [
  ...(problems.length > 0 ? [both('不符之处', 'What does not hold')] : []),
  ...problems.map(({ zh, en, where, code }) => both(`  ✗ ${zh} [${where}, ${code}]`, `  ✗ ${en} [${where}, ${code}]`)),
  ...remarks.map(({ zh, en, where, code }) => both(`  · ${zh} [${where}, ${code}]`, `  · ${en} [${where}, ${code}]`)),
];
