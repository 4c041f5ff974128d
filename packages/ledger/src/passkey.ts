import { sha256 } from './canonical.ts';
import { type Check, fail, pass } from './check.ts';
import { concat, fromB64Url, sameBytes, text, toB64Url, utf8 } from './encoding.ts';
import { type PasskeyAssertion, type PublicKey, thumbprint } from './keys.ts';
import { verifySignature } from './signatures.ts';

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
/** rpIdHash 32, flags 1, signCount 4. */
const AUTHENTICATOR_DATA_BYTES = 37;

export interface PasskeyClaim {
  readonly assertion: PasskeyAssertion;
  readonly key: PublicKey;
  readonly rpId: string;
  /** What the assertion must have signed: the digest of what was shown. */
  readonly challenge: Uint8Array;
}

export interface PasskeyProof {
  readonly isUserVerified: true;
  readonly signCount: number;
}

/**
 * Checks a stored assertion as WebAuthn Level 3 §7.2 does: type, challenge, origin under the relying party, no frame of
 * another site, relying party's digest, user present and verified, signature. Refuses with `passkey/not-verified` {detail}.
 */
export async function verifyPasskeyAssertion({ assertion, key, rpId, challenge }: PasskeyClaim): Promise<Check<PasskeyProof>> {
  const refuse = (detail: string) => fail('passkey/not-verified', { detail });
  if (assertion.kid !== thumbprint(key)) return refuse('key');
  const read = decode(assertion);
  if (!read) return refuse('encoding');
  const { client, clientBytes, authenticator, signature } = read;
  if (client.type !== 'webauthn.get') return refuse('type');
  if (client.challenge !== toB64Url(challenge)) return refuse('challenge');
  if (!isOriginOf(client.origin, rpId)) return refuse('origin');
  if (client.crossOrigin === true) return refuse('cross-origin');
  if (authenticator.length < AUTHENTICATOR_DATA_BYTES) return refuse('authenticator-data');
  if (!sameBytes(authenticator.subarray(0, 32), sha256(utf8(rpId)))) return refuse('relying-party');
  const flags = authenticator[32] ?? 0;
  if ((flags & USER_PRESENT) === 0) return refuse('user-not-present');
  if ((flags & USER_VERIFIED) === 0) return refuse('user-not-verified');
  const raw = key.alg === 'ES256' ? rawFromDer(signature) : signature;
  if (!raw || !(await verifySignature(key, concat(authenticator, sha256(clientBytes)), raw))) return refuse('signature');
  const signCount = new DataView(authenticator.buffer, authenticator.byteOffset).getUint32(33);
  return pass({ isUserVerified: true, signCount });
}

function decode(assertion: PasskeyAssertion) {
  try {
    const clientBytes = fromB64Url(assertion.clientDataJSON);
    const client: unknown = JSON.parse(text(clientBytes));
    if (typeof client !== 'object' || client === null) return null;
    return {
      client: client as Readonly<Record<string, unknown>>,
      clientBytes,
      authenticator: fromB64Url(assertion.authenticatorData),
      signature: fromB64Url(assertion.signature),
    };
  } catch {
    return null; // not base64url, not UTF-8 or not JSON: the caller says so
  }
}

/** An origin counts when its host is the relying party's id or lies below it (WebAuthn §5.1.2). */
function isOriginOf(origin: unknown, rpId: string): boolean {
  if (typeof origin !== 'string' || !URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  return hostname === rpId || hostname.endsWith(`.${rpId}`);
}

/** WebAuthn carries ECDSA signatures as DER; WebCrypto wants r ‖ s. Null for anything but one minimal SEQUENCE of two INTEGERs. */
export function rawFromDer(der: Uint8Array): Uint8Array | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  const r = integer(der, 2);
  const s = r && integer(der, r.end);
  return s && s.end === der.length ? concat(r.value, s.value) : null;
}

function integer(der: Uint8Array, at: number): { readonly value: Uint8Array; readonly end: number } | null {
  const length = der[at + 1] ?? 0;
  const body = der.subarray(at + 2, at + 2 + length);
  const [first = 0, second = 0] = body;
  if (der[at] !== 0x02 || length === 0 || length > 33 || body.length !== length || first > 0x7f) return null;
  if (length > 1 && first === 0 && second < 0x80) return null;
  if (length === 33 && first !== 0) return null;
  const value = new Uint8Array(32);
  const digits = length === 33 ? body.subarray(1) : body;
  value.set(digits, 32 - digits.length);
  return { value, end: at + 2 + length };
}
