import canonicalize from 'canonicalize';
import { type Check, fail, pass } from './check.ts';
import { type Digest, toHex, utf8 } from './encoding.ts';
import { sha256 } from './sha256.ts';

export { sha256 };

export const sha256Hex = (bytes: Uint8Array): Digest => toHex(sha256(bytes));

/** A member of that name; inside a string its quotes would be escaped. Copied carelessly it would replace an object's prototype. */
const PROTO_KEY = /[{,]"__proto__":/;

/**
 * The one spelling of a JSON value (RFC 8785). Throws a TypeError for what is not JSON (`undefined`, NaN, a lone surrogate,
 * a cycle) and for a key `__proto__`, at any depth: what no reader accepts is never written, digested or signed.
 */
export function canonicalJson(value: unknown): string {
  const json = spell(value);
  if (PROTO_KEY.test(json)) throw new TypeError('a key is named __proto__');
  return json;
}

function spell(value: unknown): string {
  let json: string | undefined;
  try {
    json = canonicalize(value);
  } catch (cause) {
    throw new TypeError(cause instanceof Error ? cause.message : 'not a JSON value', { cause });
  }
  if (json === undefined) throw new TypeError('not a JSON value');
  return json;
}

/** SHA-256 of the canonical JSON. */
export const digestOf = (value: unknown): Digest => sha256Hex(utf8(canonicalJson(value)));

/**
 * Parses JSON that must already be in its canonical spelling. Duplicate keys, other key orders, other number
 * spellings, blanks and lone surrogates all differ from the canonical text and are refused (`json/not-canonical`); so is a
 * key `__proto__` (`json/forbidden-key`), which `canonicalJson` never writes.
 */
export function parseCanonical(json: string): Check<unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (spell(value) !== json) return fail('json/not-canonical');
    return PROTO_KEY.test(json) ? fail('json/forbidden-key', { key: '__proto__' }) : pass(value);
  } catch (cause) {
    return fail('json/unreadable', { detail: cause instanceof Error ? cause.message : 'JSON' });
  }
}
