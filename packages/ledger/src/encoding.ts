/** A SHA-256 digest in lower-case hex, 64 characters. */
export type Digest = string & { readonly __brand?: 'Digest' };
/** Bytes in base64url without padding. */
export type Base64Url = string;
/** An instant in ISO 8601, UTC, milliseconds: `2026-11-22T06:05:00.000Z`. */
export type Instant = string;
