import type { Comparison, Problem } from '@yinzheng/ledger';
import { type Bilingual, both, type Language } from '../language.ts';
import { plain, type Terminal } from '../terminal.ts';
import type { Trusted } from '../trust/find-trust.ts';
import { describeProblems } from './print-problems.ts';
import { describePolicy, keySource } from './print-trust.ts';

export interface ComparisonFinding {
  /** Null when one of them is no checkpoint of a trusted log. */
  readonly comparison: Comparison | null;
  readonly problems: readonly Problem[];
  readonly paths: readonly [string, string];
  readonly trusted: Trusted;
}

/** Writes what two checkpoints say of one another, in one language; the last line is the answer. */
export function printComparison(finding: ComparisonFinding, language: Language, terminal: Pick<Terminal, 'print'>): void {
  const { problems, trusted } = finding;
  const lines: readonly Bilingual[] = [
    both('信任', 'Trust'),
    ...describePolicy(trusted.policy),
    keySource(trusted, both('检查点旁', 'checkpoint')),
    ...describeProblems({ problems, remarks: [] }),
    conclusion(finding),
  ];
  for (const line of lines) terminal.print(plain(line[language]));
}

function conclusion({ comparison, problems, paths }: ComparisonFinding): Bilingual {
  if (comparison?.kind === 'forked')
    return both(
      `结论：账本分叉。同一把钥匙签了两个历史，请保留 ${paths.join(' 和 ')}：它们就是证据。`,
      `Result: the log has FORKED. Its key signed two histories; keep ${paths.join(' and ')}: they are the evidence.`,
    );
  if (problems.length > 0 || !comparison)
    return both(`结论：不成立，有 ${problems.length} 处不符。`, `Result: it does not hold (problems: ${problems.length}).`);
  if (comparison.kind === 'grew')
    return both(
      `结论：账本从 ${comparison.from} 条增到 ${comparison.to} 条，只增未改。`,
      `Result: the log grew from ${comparison.from} to ${comparison.to} entries and changed nothing.`,
    );
  return both('结论：两个检查点是同一个。', 'Result: both are the same checkpoint.');
}
