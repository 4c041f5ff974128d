import {
  type ArchiveReport,
  checkArchive,
  checkPageData,
  formatPolicy,
  type LogProblem,
  parseSums,
  SUMS_PATH,
  sha256Hex,
  text,
} from '@yinzheng/ledger';
import type { OpenedArchive } from '../archive-files/open-archive.ts';
import { readPage } from '../export/page.ts';
import { both } from '../language.ts';
import { plain } from '../terminal.ts';
import { describeNoTrust, findTrust, type Trusted } from '../trust/find-trust.ts';
import type { Answer } from './answer.ts';
import type { VerifyOptions } from './options.ts';
import { type ArchiveFinding, printArchive } from './print-archive.ts';

/** Checks an auditor's archive: every file, the log or the part of it, what is opened, and that the page has the same files and is the known one. */
export async function verifyArchive(path: string, archive: OpenedArchive, options: VerifyOptions, answer: Answer): Promise<number> {
  const { key, policy, founding, signatures } = options;
  let trusted: Trusted | null = null;
  if (key !== undefined || policy !== undefined) {
    const found = await findTrust(path, options);
    if (!found.ok) return answer.refuse(describeNoTrust(found));
    trusted = found.value;
  }
  try {
    const own = trusted?.policy;
    const trust = own && { policy: own, ...(founding ? { founding } : {}) };
    const report = await checkArchive(archive, { signatures, ...(trust ? { trust } : {}) });
    const copy = await checkCopy(archive, report);
    const isFoundingOther = founding !== undefined && report.audit?.log.roster?.founding !== founding;
    const problems = [...report.problems, ...copy];
    const finding: ArchiveFinding = {
      ok: report.ok && copy.length === 0 && !isFoundingOther,
      path,
      report: { ...report, problems },
      trusted,
      isFoundingPinned: founding !== undefined,
      isFoundingOther,
      page: await comparePage(archive),
    };
    return answer.give(finding.ok, forPrograms(finding), (language) => printArchive(finding, language, answer.terminal));
  } catch (cause) {
    const detail = plain(cause instanceof Error ? cause.message : String(cause));
    return answer.refuse(both(`读不到归档：${detail}`, `The archive cannot be read: ${detail}`));
  } finally {
    await archive.close();
  }
}

async function checkCopy(archive: OpenedArchive, { digest }: ArchiveReport): Promise<readonly LogProblem[]> {
  const list = await archive.read(SUMS_PATH);
  const sums = digest && list && parseSums(text(list));
  if (!digest || !sums?.ok) return []; // told already
  return checkPageData({ paths: await archive.listPageData(), read: archive.read }, sums.value, digest);
}

async function comparePage(archive: OpenedArchive): Promise<ArchiveFinding['page']> {
  const [inside, own] = await Promise.all([archive.read('index.html'), readPage()]);
  return {
    digest: inside && sha256Hex(inside),
    is: own === null || inside === null ? 'not-compared' : sha256Hex(own) === sha256Hex(inside) ? 'ours' : 'other',
  };
}

/** Accounts in full, and no Map that JSON would drop. */
const forPrograms = ({ report, trusted, ...finding }: ArchiveFinding) => ({
  ...finding,
  trusted: trusted && { ...trusted, policy: formatPolicy(trusted.policy) },
  report: {
    ...report,
    policy: report.policy && formatPolicy(report.policy),
    audit: report.audit && {
      ...report.audit,
      erased: [...report.audit.erased],
      erasures: Object.fromEntries(report.audit.erasures),
      roster: report.audit.roster.map(({ index }) => index),
    },
    opened: [...report.opened.keys()],
  },
});
