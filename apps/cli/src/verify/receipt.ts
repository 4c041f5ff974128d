import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatPolicy, RECEIPT_LIMIT, verifyReceipt } from '@yinzheng/ledger';
import { both } from '../language.ts';
import { plain } from '../terminal.ts';
import { describeNoTrust, findTrust } from '../trust/find-trust.ts';
import type { Answer } from './answer.ts';
import { compareFolder, digestOfFile, isUndisputed } from './folder.ts';
import type { VerifyOptions } from './options.ts';
import { checkGivenPhotos, withoutPictures } from './photos.ts';
import { type Finding, type GivenPage, printFinding } from './print.ts';

/** Checks a receipt and what lies beside it, with no network and nothing of the server. */
export async function verifyReceiptFile(receipt: string, options: VerifyOptions, answer: Answer): Promise<number> {
  const text = await readText(receipt);
  if (text === null) return answer.refuse(both(`读不到回执：${plain(receipt)}`, `The receipt cannot be read: ${plain(receipt)}`));
  const trusted = await findTrust(receipt, options);
  if (!trusted.ok) return answer.refuse(describeNoTrust(trusted));
  const given = await readPages(options);
  const unread = given.find(({ digest }) => digest === null);
  if (unread) return answer.refuse(both(`读不到文件：${plain(unread.path)}`, `The file cannot be read: ${plain(unread.path)}`));

  const { policy } = trusted.value;
  const { founding } = options;
  const report = await verifyReceipt(text, { policy, ...(founding ? { founding } : {}) });
  const photos = await checkGivenPhotos(receipt, report.facts, options);
  if ('zh' in photos) return answer.refuse(photos);
  const folder = report.facts ? await compareFolder(receipt, report.facts) : [];
  const pages = given.map(({ path, digest }): GivenPage => ({ path, number: 1 + (report.facts?.pages.indexOf(digest ?? '') ?? -1) }));
  const isClean = folder.every(isUndisputed) && pages.every(({ number }) => number > 0) && photos.findings.every(({ ok }) => ok);
  const finding: Finding = {
    ok: report.ok && isClean,
    report,
    trusted: trusted.value,
    isFoundingPinned: founding !== undefined,
    folder,
    pages,
    photos: photos.findings,
    pictures: photos.pictures,
    hasStampedPdf: existsSync(join(dirname(receipt), 'stamped.pdf')),
  };
  return answer.give(finding.ok, forPrograms(finding), (language) => printFinding(finding, language, answer.terminal));
}

/** As JSON: the policy as text, pictures by where they were written. */
const forPrograms = (finding: Finding) => ({
  ...finding,
  trusted: { ...finding.trusted, policy: formatPolicy(finding.trusted.policy) },
  photos: finding.photos.map(withoutPictures),
});

/** The receipt's text; null when it is not there. Bytes that are not UTF-8 become marks that no receipt holds. */
async function readText(path: string): Promise<string | null> {
  try {
    const { size } = await stat(path);
    // Longer than any receipt: hand on just enough for the verifier to say so.
    return size > 4 * RECEIPT_LIMIT ? ' '.repeat(RECEIPT_LIMIT + 1) : await readFile(path, 'utf8');
  } catch {
    return null; // the caller names the path
  }
}

const readPages = (options: VerifyOptions) =>
  Promise.all(options.pages.map(async (path) => ({ path, digest: await digestOfFile(path).catch(() => null) })));
