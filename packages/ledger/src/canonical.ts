import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import canonicalize from 'canonicalize';
import { type Check, fail, pass } from './check.ts';
import { type Digest, toHex, utf8 } from './encoding.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes);

export const sha256Hex = (bytes: Uint8Array): Digest => toHex(sha256(bytes));

/** The one spelling of a JSON value (RFC 8785). Throws a TypeError for what is not JSON: `undefined`, NaN, a lone surrogate, a cycle. */
export function canonicalJson(value: unknown): string {
  const json = canonicalize(value);
  if (json === undefined) throw new TypeError('not a JSON value');
  return json;
}

/** SHA-256 of the canonical JSON. */
export const digestOf = (value: unknown): Digest => sha256Hex(utf8(canonicalJson(value)));

/**
 * Parses JSON that must already be in its canonical spelling. Duplicate keys, other key orders, other number
 * spellings, blanks and lone surrogates all differ from the canonical text and are refused; so is a key `__proto__`.
 */
export function parseCanonical(json: string): Check<unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (canonicalJson(value) !== json || json.includes('"__proto__":')) return fail('json/not-canonical');
    return pass(value);
  } catch (cause) {
    return fail('json/unreadable', { detail: cause instanceof Error ? cause.message : 'JSON' });
  }
}
