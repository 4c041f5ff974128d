import type { ReceiptReport } from '@yinzheng/ledger';
import { type Bilingual, both, type Language } from '../language.ts';
import type { PhotoFinding } from '../photo-check/check-photos.ts';
import { describePhoto } from '../photo-check/describe.ts';
import { plain, type Terminal } from '../terminal.ts';
import type { Trusted } from '../trust/find-trust.ts';
import { describeFacts } from './facts.ts';
import { type FolderFinding, isUndisputed } from './folder.ts';
import { describeProblems } from './print-problems.ts';
import { describeFounding, describePolicy, describeWitnesses, keySource } from './print-trust.ts';

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
  readonly photos: readonly PhotoFinding[];
  /** Files that show page and photo beside each other. */
  readonly pictures: readonly string[];
  readonly hasStampedPdf: boolean;
}

const FILE_STATES: Readonly<Record<FolderFinding['state'], Bilingual>> = {
  same: both('与回执一致', 'as in the receipt'),
  changed: both('✗ 与回执不符：被改动过', '✗ not as in the receipt: it was changed'),
  unknown: both('✗ 不属于这份回执，或被改动过', '✗ does not belong to this receipt, or was changed'),
  missing: both('不在手边，未比对', 'not at hand, not compared'),
  erased: both('已依法删除，账本里有记录', 'erased by law, as the log records'),
};

/** Writes a finding for laymen, in one language; the last line is the answer. */
export function printFinding(finding: Finding, language: Language, terminal: Pick<Terminal, 'print'>): void {
  const { report, trusted } = finding;
  const facts = report.ok || report.isAwaitingWitnesses ? report.facts : null;
  const lines: readonly Bilingual[] = [
    ...(facts ? describeFacts(facts) : []),
    ...describeFiles(finding),
    ...describePhotos(finding),
    both('信任', 'Trust'),
    ...describePolicy(trusted.policy),
    keySource(trusted, both('回执旁', 'receipt')),
    ...(facts ? describeWitnesses(facts.log.witnesses, trusted.policy) : []),
    ...(facts ? [describeFounding(facts.founding, finding.isFoundingPinned)] : []),
    ...describeProblems(report),
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

function describePhotos({ photos, pictures, report }: Finding): readonly Bilingual[] {
  if (photos.length === 0) return [];
  return [
    both('盖章的纸', 'Stamped sheets'),
    ...photos.flatMap((it) => describePhoto(it, report.facts?.impressions ?? [])),
    ...pictures.map((path) => both(`  并排的图：${path}`, `  page and photo beside each other: ${path}`)),
  ];
}

/** Each file that is wrong by its name; those that are right, or missing, together. */
function describeFolder(files: readonly FolderFinding[]): readonly Bilingual[] {
  const wrong = files.filter((it) => !isUndisputed(it));
  const together = (['same', 'missing', 'erased'] as const).flatMap((state) => {
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

function conclusion({ ok, report, folder, pages, photos }: Finding): Bilingual {
  const { facts } = report;
  if (ok && facts) {
    const made = facts.impressions.filter(({ outcome }) => outcome !== 'voided').length;
    return both(
      `结论：回执有效。${facts.pages.length} 页文件、${made} 枚印迹均经审批，并记入账本。`,
      `Result: the receipt is valid. Its pages (${facts.pages.length}) and impressions (${made}) were approved and are in the log.`,
    );
  }
  const isComplete = folder.every(isUndisputed) && pages.every(({ number }) => number > 0);
  if (report.isAwaitingWitnesses && isComplete)
    return both(
      '结论：等待见证。内容全部相符，但见证方的共同签名还不够，请稍后重新下载回执。',
      'Result: awaiting witnesses. Everything holds, but too few witnesses have cosigned yet: download the receipt again later.',
    );
  const unlike = photos.filter((it) => !it.ok).length;
  if (report.ok && isComplete)
    return both(
      `结论：回执有效，但有 ${unlike} 张纸不能认作批准的页面，原因见上。`,
      `Result: the receipt is valid, but ${unlike} photographed ${unlike === 1 ? 'sheet' : 'sheets'} cannot be taken for an approved page: see above.`,
    );
  const strangers = folder.filter((it) => !isUndisputed(it));
  const wrong = report.problems.length + strangers.length + pages.filter(({ number }) => number === 0).length + unlike;
  return both(`结论：无效，有 ${wrong} 处不符，请勿采信。`, `Result: NOT valid (problems: ${wrong}). Do not rely on it.`);
}
