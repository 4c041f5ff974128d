import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatPolicy, RECEIPT_LIMIT, type Refused, verifyReceipt } from '@yinzheng/ledger';
import { type Bilingual, both, chooseLanguages } from '../language.ts';
import { plain, type Terminal } from '../terminal.ts';
import { compareFolder, digestOfFile } from './folder.ts';
import { readOptions, USAGE, type VerifyOptions } from './options.ts';
import { type Finding, type GivenPage, printFinding } from './print.ts';
import { findTrust } from './trust.ts';

const VALID = 0;
const INVALID = 1;
const NOT_ASKED = 2;

/** `yinzheng verify`: checks a receipt and what lies beside it, with no network and nothing of the server. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = readOptions(args);
  const languages = chooseLanguages(options.ok ? options.value.lang : undefined, terminal.env);
  const refuse = (text: Bilingual): number => {
    for (const language of languages) terminal.complain(text[language]);
    return NOT_ASKED;
  };
  if (!options.ok) {
    const detail = plain(String(options.params?.detail));
    return refuse(both(`参数不对：${detail}\n${USAGE.zh}`, `Wrong usage: ${detail}\n${USAGE.en}`));
  }
  if (options.value.help) {
    for (const language of languages) terminal.print(USAGE[language]);
    return VALID;
  }
  const { receipt } = options.value;
  const text = await readText(receipt);
  if (text === null) return refuse(both(`读不到回执：${plain(receipt)}`, `The receipt cannot be read: ${plain(receipt)}`));
  const trusted = await findTrust(receipt, options.value);
  if (!trusted.ok) return refuse(describeNoTrust(trusted));
  const given = await readPages(options.value);
  const unread = given.find(({ digest }) => digest === null);
  if (unread) return refuse(both(`读不到文件：${plain(unread.path)}`, `The file cannot be read: ${plain(unread.path)}`));

  const { policy } = trusted.value;
  const { founding, json } = options.value;
  const report = await verifyReceipt(text, { policy, ...(founding ? { founding } : {}) });
  const folder = report.facts ? await compareFolder(receipt, report.facts) : [];
  const pages = given.map(({ path, digest }): GivenPage => ({ path, number: 1 + (report.facts?.pages.indexOf(digest ?? '') ?? -1) }));
  const isClean = folder.every(({ state }) => state === 'same' || state === 'missing') && pages.every(({ number }) => number > 0);
  const finding: Finding = {
    ok: report.ok && isClean,
    report,
    trusted: trusted.value,
    isFoundingPinned: founding !== undefined,
    folder,
    pages,
    hasStampedPdf: existsSync(join(dirname(receipt), 'stamped.pdf')),
  };
  if (json) terminal.print(JSON.stringify({ ...finding, trusted: { ...trusted.value, policy: formatPolicy(policy) } }, null, 2));
  else
    for (const [at, language] of languages.entries()) {
      if (at > 0) terminal.print('');
      printFinding(finding, language, terminal);
    }
  return finding.ok ? VALID : INVALID;
}

function describeNoTrust({ code, params }: Refused): Bilingual {
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
