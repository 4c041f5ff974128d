import { type Policy, type ReceiptFacts, type ReceiptReport, vkeyOf } from '@yinzheng/ledger';
import { type Bilingual, both, type Language } from '../language.ts';
import { plain, type Terminal } from '../terminal.ts';
import { describeFacts } from './facts.ts';
import type { FolderFinding } from './folder.ts';
import type { Trusted } from './trust.ts';

/** A file that the reader named with `--page`; number 0: no page of this receipt. */
export interface GivenPage {
  readonly path: string;
  readonly number: number;
}

/** Everything that `verify` found out. */
export interface Finding {
  readonly ok: boolean;
  readonly report: ReceiptReport;
  readonly trusted: Trusted;
  readonly isFoundingPinned: boolean;
  readonly folder: readonly FolderFinding[];
  readonly pages: readonly GivenPage[];
  readonly hasStampedPdf: boolean;
}

const FILE_STATES: Readonly<Record<FolderFinding['state'], Bilingual>> = {
  same: both('与回执一致', 'as in the receipt'),
  changed: both('✗ 与回执不符：被改动过', '✗ not as in the receipt: it was changed'),
  unknown: both('✗ 不属于这份回执，或被改动过', '✗ does not belong to this receipt, or was changed'),
  missing: both('不在手边，未比对', 'not at hand, not compared'),
};

/** Writes a finding for laymen, in one language; the last line is the answer. */
export function printFinding(finding: Finding, language: Language, terminal: Pick<Terminal, 'print'>): void {
  const { report, trusted } = finding;
  const facts = report.ok || report.isAwaitingWitnesses ? report.facts : null;
  const lines: readonly Bilingual[] = [
    ...(facts ? describeFacts(facts) : []),
    ...describeFiles(finding),
    both('信任', 'Trust'),
    ...describePolicy(trusted.policy),
    keySource(trusted),
    ...(facts ? describeWitnesses(facts.log, trusted.policy) : []),
    ...(facts ? [describeFounding(facts.founding, finding.isFoundingPinned)] : []),
    ...(report.problems.length > 0 ? [both('不符之处', 'What does not hold')] : []),
    ...report.problems.map(({ zh, en, where, code }) => both(`  ✗ ${zh} [${where}, ${code}]`, `  ✗ ${en} [${where}, ${code}]`)),
    ...report.remarks.map(({ zh, en, where, code }) => both(`  · ${zh} [${where}, ${code}]`, `  · ${en} [${where}, ${code}]`)),
    ...(facts?.isSample
      ? [
          both(
            '⚠ 样例：签名用的是样例软件密钥，没有任何法律效力。',
            '⚠ Sample: software keys of a sample signed this; it has no legal force.',
          ),
        ]
      : []),
    conclusion(finding),
  ];
  for (const line of lines) terminal.print(plain(line[language]));
}

function describeFiles({ hasStampedPdf, folder, pages }: Finding): readonly Bilingual[] {
  const lines = [
    ...['pages', 'photos'].flatMap((name) => describeFolder(folder.filter((it) => it.folder === name))),
    ...pages.map(({ path, number }) =>
      number > 0
        ? both(`  ${path}：是第 ${number} 页`, `  ${path}: is page ${number}`)
        : both(`  ${path}：✗ 不是这份回执的任何一页`, `  ${path}: ✗ is no page of this receipt`),
    ),
    ...(hasStampedPdf
      ? [both('  stamped.pdf：便于打印的副本，不是证据，未验证', '  stamped.pdf: a print for convenience, no evidence, not checked')]
      : []),
  ];
  return lines.length > 0 ? [both('文件', 'Files'), ...lines] : [];
}

/** Each file that is wrong by its name; those that are right, or missing, together. */
function describeFolder(files: readonly FolderFinding[]): readonly Bilingual[] {
  const wrong = files.filter(({ state }) => state === 'changed' || state === 'unknown');
  const together = (['same', 'missing'] as const).flatMap((state) => {
    const of = files.filter((it) => it.state === state);
    const first = of[0];
    if (!first) return [];
    const [zh, en] = of.length === 1 ? ['', ''] : [` 等 ${of.length} 个文件`, ` and ${of.length - 1} more`];
    return [
      both(
        `  ${first.folder}/${first.name}${zh}：${FILE_STATES[state].zh}`,
        `  ${first.folder}/${first.name}${en}: ${FILE_STATES[state].en}`,
      ),
    ];
  });
  const named = wrong.map(({ folder, name, state }) =>
    both(`  ${folder}/${name}：${FILE_STATES[state].zh}`, `  ${folder}/${name}: ${FILE_STATES[state].en}`),
  );
  return [...together, ...named];
}

function describePolicy({ logs, witnesses, quorum }: Policy): readonly Bilingual[] {
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

function describeWitnesses({ witnesses }: ReceiptFacts['log'], { quorum }: Policy): readonly Bilingual[] {
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

function keySource({ from }: Trusted): Bilingual {
  if (from.kind === 'argument') return both('  来自命令行 --key', '  from the command line, --key');
  if (!from.isBesideReceipt) return both(`  来自您指定的文件 ${from.path}`, `  from the file that you named, ${from.path}`);
  return both(
    `  来自回执旁的 ${from.path}：只有从可靠来源核对过这些公钥，结论才成立`,
    `  from ${from.path} beside the receipt: the answer holds only if you know these keys from a source that you trust`,
  );
}

const describeFounding = (founding: string, isPinned: boolean): Bilingual =>
  isPinned
    ? both(`  名册创立摘要 ${founding}，与您指定的一致`, `  roster founded by ${founding}, as you named it`)
    : both(`  名册创立摘要 ${founding}，未核对（--founding）`, `  roster founded by ${founding}, not compared (--founding)`);

function conclusion({ ok, report, folder, pages }: Finding): Bilingual {
  const { facts } = report;
  if (ok && facts) {
    const made = facts.impressions.filter(({ outcome }) => outcome !== 'voided').length;
    return both(
      `结论：回执有效。${facts.pages.length} 页文件、${made} 枚印迹均经审批，并记入账本。`,
      `Result: the receipt is valid. Its pages (${facts.pages.length}) and impressions (${made}) were approved and are in the log.`,
    );
  }
  const isComplete = folder.every(({ state }) => state === 'same' || state === 'missing') && pages.every(({ number }) => number > 0);
  if (report.isAwaitingWitnesses && isComplete)
    return both(
      '结论：等待见证。内容全部相符，但见证方的共同签名还不够，请稍后重新下载回执。',
      'Result: awaiting witnesses. Everything holds, but too few witnesses have cosigned yet: download the receipt again later.',
    );
  const strangers = folder.filter(({ state }) => state === 'changed' || state === 'unknown');
  const wrong = report.problems.length + strangers.length + pages.filter(({ number }) => number === 0).length;
  return both(`结论：无效，有 ${wrong} 处不符，请勿采信。`, `Result: NOT valid (problems: ${wrong}). Do not rely on it.`);
}
