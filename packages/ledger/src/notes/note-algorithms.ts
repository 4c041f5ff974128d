import { fromB64Url } from '../encoding.ts';
import { ed25519Key, ed25519Signer, source, verifySignature } from '../signatures.ts';

/** How the keys of notes sign. ML-DSA-44 (FIPS 204) holds against quantum computers; not every runtime knows it yet. */
export type NoteAlgorithm = 'Ed25519' | 'ML-DSA-44';

const ML_DSA_44 = { name: 'ML-DSA-44' };

export const publicKeyBytes = (algorithm: NoteAlgorithm): number => (algorithm === 'Ed25519' ? 32 : 1312);

/** Whether the signature is the key's over the message; null where this runtime does not know the algorithm. */
export async function verifyRaw(
  algorithm: NoteAlgorithm,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean | null> {
  if (algorithm === 'Ed25519') return verifySignature(ed25519KeyOf(publicKey), message, signature);
  const key = await importMlDsa('raw-public', publicKey, 'verify');
  return key && crypto.subtle.verify(ML_DSA_44, key, source(signature), source(message));
}

/** Signs as notes do: raw public key, raw signatures. */
export interface RawSigner {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** A signer from its 32-byte seed. Throws a RangeError for another length. */
export async function rawEd25519Signer(seed: Uint8Array): Promise<RawSigner> {
  const { publicKey, sign } = await ed25519Signer(seed);
  return { publicKey: fromB64Url(publicKey.kty === 'OKP' ? publicKey.x : ''), sign };
}

/** A signer from its 32-byte seed. Throws a RangeError for another length and a TypeError where the runtime does not know ML-DSA-44. */
export async function mlDsa44Signer(seed: Uint8Array): Promise<RawSigner> {
  if (seed.length !== 32) throw new RangeError('an ML-DSA-44 seed has 32 bytes');
  const key = await importMlDsa('raw-seed', seed, 'sign');
  if (!key) throw new TypeError('this runtime does not know ML-DSA-44');
  const { pub } = (await crypto.subtle.exportKey('jwk', key)) as JsonWebKey & { readonly pub: string };
  return {
    publicKey: fromB64Url(pub),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(ML_DSA_44, key, source(message))),
  };
}

/** Null when WebCrypto does not know the algorithm, or these bytes are no key of it. */
async function importMlDsa(format: 'raw-public' | 'raw-seed', bytes: Uint8Array, use: 'sign' | 'verify'): Promise<CryptoKey | null> {
  try {
    // The formats of "Modern Algorithms in the Web Cryptography API", which the type library does not have yet.
    return await crypto.subtle.importKey(format as 'raw', source(bytes), ML_DSA_44, use === 'sign', [use]);
  } catch {
    return null;
  }
}

const keys = new WeakMap<Uint8Array, ReturnType<typeof ed25519Key>>();

/** One key object for the same bytes, so that it is imported once. */
function ed25519KeyOf(publicKey: Uint8Array): ReturnType<typeof ed25519Key> {
  let key = keys.get(publicKey);
  if (!key) {
    key = ed25519Key(publicKey);
    keys.set(publicKey, key);
  }
  return key;
}
