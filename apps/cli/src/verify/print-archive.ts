import type { ArchiveReport, Digest } from '@yinzheng/ledger';
import { type Bilingual, both, type Language } from '../language.ts';
import { plain, type Terminal } from '../terminal.ts';
import type { Trusted } from '../trust/find-trust.ts';
import { describeProblems } from './print-problems.ts';
import { describeFounding, describePolicy, describeWitnesses, keySource } from './print-trust.ts';

export interface ArchiveFinding {
  readonly ok: boolean;
  readonly path: string;
  readonly report: ArchiveReport;
  /** Null: the policy inside the archive. */
  readonly trusted: Trusted | null;
  readonly isFoundingPinned: boolean;
  readonly isFoundingOther: boolean;
  /** Whether the page inside is the one that comes with this program. */
  readonly page: { readonly digest: Digest | null; readonly is: 'ours' | 'other' | 'not-compared' };
}

/** Writes what was found of an archive, in one language; the last line is the answer. */
export function printArchive(finding: ArchiveFinding, language: Language, terminal: Pick<Terminal, 'print'>): void {
  const { report, trusted, isFoundingPinned } = finding;
  const { audit, policy } = report;
  const lines: readonly Bilingual[] = [
    ...describeArchive(finding),
    both('信任', 'Trust'),
    ...(policy ? describePolicy(policy) : []),
    trusted
      ? keySource(trusted, both('归档旁', 'archive'))
      : both(
          '  ⚠ 公钥取自归档自身，只能说明归档前后一致：请用 --key 或 --policy 指定公示的公钥',
          '  ⚠ this key is the archive’s own word and shows only that it agrees with itself: name the published one with --key or --policy',
        ),
    ...(audit?.log.checkpoint && policy ? describeWitnesses(audit.log.checkpoint.witnesses, policy) : []),
    ...(audit?.log.roster ? [describeFounding(audit.log.roster.founding, isFoundingPinned)] : []),
    ...describeProblems({ problems: report.problems, remarks: audit?.log.remarks ?? [] }),
    ...(finding.isFoundingOther
      ? [both('  ✗ 名册的创立摘要与您指定的不同', '  ✗ the roster was not founded by the statement that you named')]
      : []),
    conclusion(finding),
  ];
  for (const line of lines) terminal.print(plain(line[language]));
}

function describeArchive({ path, report, page }: ArchiveFinding): readonly Bilingual[] {
  const { manifest, audit, digest, files, bytes } = report;
  const states = new Map<string, number>();
  for (const { state } of audit?.uses ?? []) states.set(state, (states.get(state) ?? 0) + 1);
  const told = [...states].map(([state, count]) => `${state} ${count}`).join(', ') || '0';
  return [
    both(`归档 ${path}`, `Archive ${path}`),
    ...(manifest
      ? [
          both(
            `  ${manifest.town?.name ?? ''} 账本 ${manifest.checkpoint.origin}，${manifest.checkpoint.size} 条，${scopeOf(report).zh}，导出于 ${manifest.madeAt}`,
            `  ${manifest.town?.name ?? ''} log ${manifest.checkpoint.origin} of ${manifest.checkpoint.size} entries, ${scopeOf(report).en}, made at ${manifest.madeAt}`,
          ),
        ]
      : []),
    both(`  文件 ${files} 个，${bytes} 字节`, `  files: ${files}, bytes: ${bytes}`),
    ...(audit
      ? [
          both(`  申请 ${audit.uses.length} 份（${told}）`, `  requests: ${audit.uses.length} (${told})`),
          both(
            `  需留意的事 ${audit.incidents.length} 件，印章机流水 ${audit.journals.length} 本`,
            `  incidents: ${audit.incidents.length}, machine journals: ${audit.journals.length}`,
          ),
        ]
      : []),
    both(`  归档摘要 ${digest ?? '—'}`, `  digest of the archive ${digest ?? '—'}`),
    both(`  页面摘要 ${page.digest ?? '—'}：${PAGE[page.is].zh}`, `  digest of the page ${page.digest ?? '—'}: ${PAGE[page.is].en}`),
  ];
}

const PAGE = {
  ours: both('与本程序随附的页面相同', 'the same as the page that comes with this program'),
  other: both(
    '⚠ 与本程序随附的页面不同，可能是另一个版本，也可能被改动过：不要只凭页面下结论',
    '⚠ another page than this program’s: another version, or altered. Do not rely on it alone',
  ),
  'not-compared': both('未比较', 'not compared'),
} as const;

const scopeOf = ({ manifest }: ArchiveReport): Bilingual =>
  manifest?.scope.kind === 'part' ? both(`部分（${manifest.entries} 条）`, `a part (${manifest.entries} entries)`) : both('全部', 'whole');

function conclusion({ ok, report }: ArchiveFinding): Bilingual {
  if (ok) return both('结论：归档完好，全部相符。', 'Result: the archive is whole, and everything in it holds.');
  if (report.isAwaitingWitnesses)
    return both(
      '结论：等待见证。归档相符，但见证方的共同签名还不够。',
      'Result: awaiting witnesses. The archive holds, but too few have cosigned.',
    );
  return both(`结论：不可信，有 ${report.problems.length} 处不符。`, `Result: NOT to be relied on (problems: ${report.problems.length}).`);
}
