import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parsePageCode, type ReceiptFacts, sha256Hex } from '@yinzheng/ledger';

/** Why a sheet could not be laid beside a page of the receipt. */
export type NoPage =
  /** No record code is readable on it, and nobody said which page it is. */
  | { readonly kind: 'no-code' }
  /** Its code is of another record. */
  | { readonly kind: 'other-record' }
  /** The receipt has no page of this number. */
  | { readonly kind: 'no-such-page'; readonly page: number }
  /** The page was erased by law: nothing is left to compare with. */
  | { readonly kind: 'page-erased'; readonly page: number }
  /** The page is not beside the receipt, or what lies there is not it. */
  | { readonly kind: 'page-missing'; readonly page: number };

export interface FoundPage {
  readonly kind: 'page';
  readonly page: number;
  readonly pdf: Uint8Array;
}

/** In a record code: the page's own statement follows the last `/v/`. */
const STATEMENT = /\/v\/([A-Za-z0-9_-]{143})$/;

/**
 * The approved page that a sheet says it is: by its code, or by the number that the reader named. The page is the one beside the receipt
 * whose digest the receipt holds, whatever lies there otherwise.
 */
export async function findPage(
  receipt: string,
  facts: Pick<ReceiptFacts, 'request' | 'pages' | 'erasures'>,
  codes: readonly string[],
  pageNumber: number | undefined,
): Promise<FoundPage | NoPage> {
  const page = pageNumber ?? pageOfCode(facts.request, codes);
  if (typeof page !== 'number') return page;
  const digest = facts.pages[page - 1];
  if (digest === undefined) return { kind: 'no-such-page', page };
  const width = Math.max(2, String(facts.pages.length).length);
  const path = join(dirname(receipt), 'pages', `page-${String(page).padStart(width, '0')}.pdf`);
  const pdf = await readFile(path).catch(() => null); // not there, or no file: it is missing either way
  if (pdf && sha256Hex(pdf) === digest) return { kind: 'page', page, pdf };
  const isErased = facts.erasures.some(({ files }) => files.includes(digest));
  return { kind: isErased ? 'page-erased' : 'page-missing', page };
}

function pageOfCode(request: string, codes: readonly string[]): number | NoPage {
  const statements = codes.flatMap((text) => {
    const parsed = parsePageCode(STATEMENT.exec(text)?.[1] ?? '');
    return parsed.ok ? [parsed.value] : [];
  });
  if (statements.length === 0) return { kind: 'no-code' };
  return statements.find((it) => it.request === request)?.page ?? { kind: 'other-record' };
}
