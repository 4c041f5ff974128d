import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';

/** A SHA-256 digest in lower-case hex, 64 characters. */
export type Digest = string & { readonly __brand?: 'Digest' };
/** Bytes in base64url without padding. */
export type Base64Url = string;
/** An instant in ISO 8601, UTC, milliseconds: `2026-11-22T06:05:00.000Z`. */
export type Instant = string;

/** Only the one spelling of the bytes: the unused bits of the last character are zero, so that no character can change unseen. */
export const BASE64URL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;
const HEX = /^(?:[0-9a-f]{2})*$/;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const utf8 = (s: string): Uint8Array => encoder.encode(s);

/** UTF-8 bytes as a string, a byte order mark included. Throws a TypeError for bytes that are not UTF-8. */
export const text = (bytes: Uint8Array): string => decoder.decode(bytes);

export const concat = (...parts: Uint8Array[]): Uint8Array => concatBytes(...parts);

export const toHex = (bytes: Uint8Array): Digest => bytesToHex(bytes);

/** Lower-case hex only; throws a TypeError for anything else. */
export const fromHex = (hex: string): Uint8Array => hexToBytes(only(HEX, hex, 'hex'));

export const toB64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
};

/** Padded standard base64 in its one spelling; throws a TypeError for anything else. */
export const fromB64 = (base64: string): Uint8Array => Uint8Array.from(atob(only(BASE64, base64, 'base64')), (c) => c.charCodeAt(0));

export const toB64Url = (bytes: Uint8Array): Base64Url => toB64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** Unpadded base64url in its one spelling; throws a TypeError for anything else. */
export const fromB64Url = (base64url: string): Uint8Array => {
  const plain = only(BASE64URL, base64url, 'base64url').replaceAll('-', '+').replaceAll('_', '/');
  return fromB64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='));
};

/** True when both hold the same bytes. For public values only: it does not hide where they differ. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

function only(form: RegExp, value: string, name: string): string {
  if (!form.test(value)) throw new TypeError(`not ${name}`);
  return value;
}
