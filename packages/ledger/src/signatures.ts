import { ed25519InJavaScript, knowsEd25519 } from './ed25519.ts';
import { concat, fromB64Url, fromHex, toB64Url } from './encoding.ts';
import { type PublicKey, type Signer, thumbprint } from './keys.ts';

type Algorithm = AlgorithmIdentifier | RsaHashedImportParams | EcKeyImportParams | EcdsaParams;

/** How WebCrypto calls our algorithms: to import a key, and to verify with it. */
const ALGORITHMS: Record<PublicKey['alg'], { readonly key: Algorithm; readonly use: Algorithm }> = {
  EdDSA: { key: { name: 'Ed25519' }, use: { name: 'Ed25519' } },
  ES256: { key: { name: 'ECDSA', namedCurve: 'P-256' }, use: { name: 'ECDSA', hash: 'SHA-256' } },
  RS256: { key: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, use: { name: 'RSASSA-PKCS1-v1_5' } },
};

/** PKCS #8 wrapping of a 32-byte Ed25519 seed (RFC 8410). */
const PKCS8_ED25519 = fromHex('302e020100300506032b657004220420');

type Verifier = (signature: Uint8Array, message: Uint8Array) => Promise<boolean>;

const verifiers = new WeakMap<PublicKey, Promise<Verifier | null>>();

/** WebCrypto takes any view; the type of its parameters is narrower than what it accepts. */
export const source = (bytes: Uint8Array): BufferSource => bytes as Uint8Array<ArrayBuffer>;

/**
 * Verifies a raw signature: Ed25519 64 bytes, ES256 r ‖ s 64 bytes (not DER), RS256 as long as the modulus.
 * A key that is no key verifies nothing.
 */
export async function verifySignature(key: PublicKey, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  let pending = verifiers.get(key);
  if (!pending) {
    pending = verifierOf(key);
    verifiers.set(key, pending);
  }
  const verify = await pending;
  return verify ? verify(signature, message) : false;
}

async function verifierOf(key: PublicKey): Promise<Verifier | null> {
  if (key.alg === 'EdDSA' && !(await knowsEd25519())) return ed25519InJavaScript(key, fromB64Url);
  const { alg, ...jwk } = key; // browsers disagree on the name of Ed25519's `alg`
  try {
    const cryptoKey = await crypto.subtle.importKey('jwk', jwk, ALGORITHMS[alg].key, false, ['verify']);
    return (signature, message) => crypto.subtle.verify(ALGORITHMS[alg].use, cryptoKey, source(signature), source(message));
  } catch {
    return null; // WebCrypto's one way of saying that these numbers are no key
  }
}

/** A signer with an Ed25519 key from its 32-byte seed. Throws a RangeError for a seed of another length. */
export async function ed25519Signer(seed: Uint8Array): Promise<Signer> {
  if (seed.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes');
  const key = await crypto.subtle.importKey('pkcs8', source(concat(PKCS8_ED25519, seed)), { name: 'Ed25519' }, true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', key);
  if (!x) throw new TypeError('WebCrypto exported no public key');
  const publicKey: PublicKey = { alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519', x };
  const sign = async (message: Uint8Array) => new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, key, source(message)));
  return { kid: thumbprint(publicKey), publicKey, sign };
}

/** The Ed25519 public key of 32 raw bytes. */
export const ed25519Key = (raw: Uint8Array): PublicKey => ({ alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519', x: toB64Url(raw) });
