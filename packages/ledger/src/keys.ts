import { canonicalJson, sha256 } from './canonical.ts';
import { type Base64Url, type Instant, toB64Url, utf8 } from './encoding.ts';

/** The public keys that count, as minimal JWKs (RFC 7517); `alg` is the only algorithm the key may be used with. */
export type PublicKey =
  | { readonly alg: 'EdDSA'; readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: Base64Url }
  | { readonly alg: 'ES256'; readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: Base64Url; readonly y: Base64Url }
  | { readonly alg: 'RS256'; readonly kty: 'RSA'; readonly n: Base64Url; readonly e: Base64Url };

/** Key id: the JWK thumbprint (RFC 7638) of the key, SHA-256, base64url. */
export type KeyId = Base64Url;

/** What a passkey answered (WebAuthn Level 3, AuthenticatorAssertionResponse), whole, so that anyone can check it later. */
export interface PasskeyAssertion {
  readonly kid: KeyId;
  readonly authenticatorData: Base64Url;
  readonly clientDataJSON: Base64Url;
  readonly signature: Base64Url;
}

/** When a key counts: from `from` (inclusive) until `until` (exclusive), by the roster's own times. */
export interface KeyValidity {
  readonly from: Instant;
  readonly until?: Instant;
}

/** Whoever can sign with one Ed25519 key; the key itself may live in a file, a TPM or a test. */
export interface Signer {
  readonly kid: KeyId;
  readonly publicKey: PublicKey;
  /** A raw 64-byte Ed25519 signature. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** RFC 7638: SHA-256 over the required members in canonical JSON, base64url. */
export function thumbprint(key: PublicKey): KeyId {
  const { alg: _, ...required } = key;
  return toB64Url(sha256(utf8(canonicalJson(required))));
}
