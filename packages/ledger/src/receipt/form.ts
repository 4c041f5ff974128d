import { canonicalJson, parseCanonical } from '../canonical.ts';
import { type Check, fail } from '../check.ts';
import { checkReceipt } from '../shapes/receipt.ts';
import type { Receipt } from './receipt.ts';

/** Most characters of a receipt that is read at all. A use of 60 pages has some 400,000. */
export const RECEIPT_LIMIT = 64 * 1024 * 1024;

/** The only form of a receipt: canonical JSON and a newline. */
export const serializeReceipt = (receipt: Receipt): string => `${canonicalJson(receipt)}\n`;

/** Reads a receipt's form; whether it holds is `verifyReceipt`'s to say. Refuses with `receipt/too-large`, `json/…`, `shape/wrong`. */
export function parseReceipt(text: string): Check<Receipt> {
  if (text.length > RECEIPT_LIMIT) return fail('receipt/too-large', { limit: RECEIPT_LIMIT });
  if (!text.endsWith('\n')) return fail('json/not-canonical');
  const parsed = parseCanonical(text.slice(0, -1));
  return parsed.ok ? checkReceipt(parsed.value) : parsed;
}
