import type { LogReport } from '@yinzheng/ledger';
import { type Bilingual, both, type Language } from '../language.ts';
import { plain, type Terminal } from '../terminal.ts';
import type { Trusted } from '../trust/find-trust.ts';
import { describeProblems } from './print-problems.ts';
import { describeFounding, describePolicy, describeWitnesses, keySource } from './print-trust.ts';

export interface LogFinding {
  readonly report: LogReport;
  readonly trusted: Trusted;
  readonly signatures: 'all' | 'roster';
  readonly isFoundingPinned: boolean;
}

/** Writes what was found of a log, in one language; the last line is the answer. */
export function printLog(finding: LogFinding, language: Language, terminal: Pick<Terminal, 'print'>): void {
  const { report, trusted, isFoundingPinned } = finding;
  const lines: readonly Bilingual[] = [
    ...describeLog(finding),
    both('信任', 'Trust'),
    ...describePolicy(trusted.policy),
    keySource(trusted, both('账本旁', 'log')),
    ...(report.checkpoint ? describeWitnesses(report.checkpoint.witnesses, trusted.policy) : []),
    ...(report.roster ? [describeFounding(report.roster.founding, isFoundingPinned)] : []),
    ...describeProblems(report),
    conclusion(report),
  ];
  for (const line of lines) terminal.print(plain(line[language]));
}

function describeLog({ report, signatures }: LogFinding): readonly Bilingual[] {
  const { checkpoint, entries, bytes, tiles, machines, roster } = report;
  if (!checkpoint) return [];
  const kinds = Object.entries(entries).map(([kind, count]) => `${kind} ${count}`);
  const [deepZh, deepEn] = signatures === 'all' ? ['', ''] : ['（只核验名册的签名）', ' (only the roster’s)'];
  return [
    both(
      `账本 ${checkpoint.origin}，${checkpoint.size} 条，树根 ${checkpoint.root}`,
      `Log ${checkpoint.origin}, ${checkpoint.size} entries, root ${checkpoint.root}`,
    ),
    both(`  条目包 ${bytes} 字节，树块 ${tiles} 个`, `  bytes of entries: ${bytes}, tiles: ${tiles}`),
    both(`  各类条目：${kinds.join('，') || '无'}`, `  entries by kind: ${kinds.join(', ') || 'none'}`),
    both(
      `  名册 ${roster ? roster.seq + 1 : 0} 环，印章机流水 ${machines} 本，核验签名 ${report.signatures} 个${deepZh}`,
      `  links of the roster: ${roster ? roster.seq + 1 : 0}, machine journals: ${machines}, signatures verified: ${report.signatures}${deepEn}`,
    ),
  ];
}

function conclusion({ ok, isAwaitingWitnesses, isComplete, checkpoint, problems }: LogReport): Bilingual {
  if (ok)
    return both(
      `结论：账本完好，共 ${checkpoint?.size} 条，无缺号。`,
      `Result: the log is whole and gap-free, ${checkpoint?.size} entries.`,
    );
  if (isAwaitingWitnesses)
    return both(
      '结论：等待见证。账本完好，但见证方的共同签名还不够。',
      'Result: awaiting witnesses. The log is whole, but too few witnesses have cosigned its checkpoint.',
    );
  const [zh, en] = isComplete ? ['', ''] : ['，检查提前结束', '; the check ended early'];
  return both(`结论：不可信，有 ${problems.length} 处不符${zh}。`, `Result: NOT to be relied on (problems: ${problems.length}${en}).`);
}
