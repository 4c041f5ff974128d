import { sha256 } from './canonical.ts';
import { type Check, fail, pass } from './check.ts';
import { BASE64URL, concat, type Digest, fromB64Url, fromHex, toB64Url, toHex, utf8 } from './encoding.ts';
import type { PublicKey, Signer } from './keys.ts';
import { fromRequestId, REQUEST_ID, toRequestId } from './request-id.ts';
import { verifySignature } from './signatures.ts';

/** What the code printed on a page vouches for. */
export interface PageFacts {
  readonly request: string;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** Digest of the page before the code was printed on it. */
  readonly content: Digest;
  readonly body: string;
  /** The day of printing, `2026-11-22`. */
  readonly date: string;
}

/** What can be read off a page. Digest and body are shortened to keep the code small; `fitsPage` compares them. */
export interface PageCode extends Omit<PageFacts, 'content' | 'body'> {
  /** The first 20 bytes of the page's digest, hex. */
  readonly contentPrefix: string;
  /** The first 8 bytes of SHA-256 of the body's id, hex. */
  readonly bodyPrefix: string;
  /** The 43 bytes that are signed, and the signature, base64url. */
  readonly payload: string;
  readonly signature: string;
}

const VERSION = 1;
const PAYLOAD_BYTES = 43;
const SIGNATURE_BYTES = 64;
const CONTENT_BYTES = 20;
const BODY_BYTES = 8;
const DAY_MS = 86_400_000;
/** Days are counted from here in 16 bits: until 2179. */
const EPOCH_MS = Date.UTC(2000, 0, 1);

const message = (payload: Uint8Array): Uint8Array => concat(utf8('yinzheng/page-code/v1\n'), payload);
const bodyPrefix = (body: string): Uint8Array => sha256(utf8(body)).subarray(0, BODY_BYTES);

/** The code for a page, 143 characters of base64url. Throws a RangeError for page numbers or days that do not fit. */
export async function encodePageCode(facts: PageFacts, signer: Signer): Promise<string> {
  const day = (Date.parse(`${facts.date}T00:00:00.000Z`) - EPOCH_MS) / DAY_MS;
  if (!Number.isInteger(day) || day < 0 || day > 0xffff) throw new RangeError(`not a day: ${facts.date}`);
  if (!(facts.page >= 1 && facts.page <= facts.pages && facts.pages <= 0xffff)) throw new RangeError('page numbers do not fit');
  const numbers = new DataView(new ArrayBuffer(6));
  numbers.setUint16(0, facts.page);
  numbers.setUint16(2, facts.pages);
  numbers.setUint16(4, day);
  const payload = concat(
    Uint8Array.of(VERSION),
    fromRequestId(facts.request),
    new Uint8Array(numbers.buffer),
    fromHex(facts.content).subarray(0, CONTENT_BYTES),
    bodyPrefix(facts.body),
  );
  return toB64Url(concat(payload, await signer.sign(message(payload))));
}

/** Reads a code; whether it is genuine is `verifyPageCode`'s to say. Refuses with `page-code/unreadable`. */
export function parsePageCode(code: string): Check<PageCode> {
  const bytes = code.length === 143 && BASE64URL.test(code) ? fromB64Url(code) : null;
  if (bytes?.length !== PAYLOAD_BYTES + SIGNATURE_BYTES || bytes[0] !== VERSION) return fail('page-code/unreadable');
  const payload = bytes.subarray(0, PAYLOAD_BYTES);
  const numbers = new DataView(payload.buffer, payload.byteOffset + 9, 6);
  const [page, pages] = [numbers.getUint16(0), numbers.getUint16(2)];
  if (page < 1 || page > pages) return fail('page-code/unreadable');
  return pass({
    request: toRequestId(payload.subarray(1, 9)),
    page,
    pages,
    date: new Date(EPOCH_MS + numbers.getUint16(4) * DAY_MS).toISOString().slice(0, 10),
    contentPrefix: toHex(payload.subarray(15, 15 + CONTENT_BYTES)),
    bodyPrefix: toHex(payload.subarray(15 + CONTENT_BYTES)),
    payload: toB64Url(payload),
    signature: toB64Url(bytes.subarray(PAYLOAD_BYTES)),
  });
}

/** Whether this key signed the code. That the key is the server's then is the roster's to say. */
export const verifyPageCode = (code: PageCode, key: PublicKey): Promise<boolean> =>
  verifySignature(key, message(fromB64Url(code.payload)), fromB64Url(code.signature));

/** Whether a code speaks of this page of this body. */
export const fitsPage = (code: PageCode, page: Pick<PageFacts, 'request' | 'page' | 'pages' | 'content' | 'body'>): boolean =>
  REQUEST_ID.test(page.request) &&
  code.request === page.request &&
  code.page === page.page &&
  code.pages === page.pages &&
  page.content.startsWith(code.contentPrefix) &&
  toHex(bodyPrefix(page.body)) === code.bodyPrefix;
