import type { Base64Url, Instant } from './encoding.ts';

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
