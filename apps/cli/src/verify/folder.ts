import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReceiptFacts } from '@yinzheng/ledger';

/** A file beside the receipt, or one that should be there. */
export interface FolderFinding {
  readonly folder: 'pages' | 'photos';
  /** For a missing page where it would be, for a missing photograph its digest. */
  readonly name: string;
  /** `erased`: missing, and the log says that it was deleted. */
  readonly state: 'same' | 'changed' | 'unknown' | 'missing' | 'erased';
}

/** Whether nothing speaks against the receipt: a file that is not at hand does not. */
export const isUndisputed = ({ state }: FolderFinding): boolean => state !== 'changed' && state !== 'unknown';

/** What desktops leave lying about. */
const LITTER = /^(\..*|Thumbs\.db|desktop\.ini)$/;
const PAGE = /^page-(\d{1,6})\.pdf$/;
const PHOTO = /^page-(\d{1,6})-copy-(\d{1,6})\./;

/** SHA-256 of a file, hex. Rejects when it cannot be read. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Compares `pages/page-NN.pdf` and `photos/` beside the receipt with what it names. In these two folders every file must
 * belong: one that was changed or added is found out; one that is missing is said.
 */
export async function compareFolder(
  receipt: string,
  facts: Pick<ReceiptFacts, 'pages' | 'photos' | 'impressions' | 'erasures'>,
): Promise<readonly FolderFinding[]> {
  const folder = dirname(receipt);
  const erased = new Set(facts.erasures.flatMap(({ files }) => files));
  const absent = (digest: string) => (erased.has(digest) ? 'erased' : 'missing');
  return [...(await comparePages(folder, facts.pages, absent)), ...(await comparePhotos(folder, facts, absent))];
}

type Absent = (digest: string) => 'erased' | 'missing';

async function comparePages(folder: string, pages: readonly string[], absent: Absent): Promise<FolderFinding[]> {
  const present = new Set<number>();
  const findings: FolderFinding[] = [];
  for (const name of await list(join(folder, 'pages'))) {
    const number = Number(PAGE.exec(name)?.[1] ?? 0);
    const expected = present.has(number) ? undefined : pages[number - 1];
    const isSame = expected !== undefined && (await digestOf(join(folder, 'pages', name))) === expected;
    findings.push({ folder: 'pages', name, state: isSame ? 'same' : expected ? 'changed' : 'unknown' });
    present.add(number);
  }
  const width = Math.max(2, String(pages.length).length);
  const missing = pages.flatMap((digest, at): FolderFinding[] => {
    const name = `page-${String(at + 1).padStart(width, '0')}.pdf`;
    return present.has(at + 1) ? [] : [{ folder: 'pages', name, state: absent(digest) }];
  });
  return [...findings, ...missing];
}

/** Photographs may have any name, their digests say which they are; but a name that says page and copy must not lie. */
async function comparePhotos(
  folder: string,
  { photos, impressions }: Pick<ReceiptFacts, 'photos' | 'impressions'>,
  absent: Absent,
): Promise<FolderFinding[]> {
  const missing = new Set(photos);
  const findings: FolderFinding[] = [];
  for (const name of await list(join(folder, 'photos'))) {
    const digest = await digestOf(join(folder, 'photos', name));
    const [, page, copy] = PHOTO.exec(name) ?? [];
    const of = impressions.filter((it) => it.page === Number(page) && it.copy === Number(copy));
    const isAsNamed = page === undefined || of.some(({ before, after }) => digest === before || digest === after);
    findings.push({ folder: 'photos', name, state: !photos.includes(digest) ? 'unknown' : isAsNamed ? 'same' : 'changed' });
    missing.delete(digest);
  }
  return [...findings, ...[...missing].map((name) => ({ folder: 'photos', name, state: absent(name) }) as const)];
}

async function list(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => !LITTER.test(name)).sort();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
}

/** What cannot be read as a file (a folder, a broken link) has no digest, and so does not belong. */
const digestOf = (path: string): Promise<string> => digestOfFile(path).catch(() => '');
