import type { PublicKey } from './keys.ts';

type Ed25519Key = Extract<PublicKey, { alg: 'EdDSA' }>;

/** RFC 8032, test 1: a key that is one wherever Ed25519 is known. */
const KNOWN: JsonWebKey = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };

let answer: Promise<boolean> | undefined;

/** Whether this runtime's WebCrypto knows Ed25519: browsers older than 2025 do not. */
export function knowsEd25519(): Promise<boolean> {
  answer ??= crypto.subtle.importKey('jwk', KNOWN, { name: 'Ed25519' }, false, ['verify']).then(
    () => true,
    () => false,
  );
  return answer;
}

/** The same check in JavaScript, some ten times slower; loaded only where it is needed. */
export async function ed25519InJavaScript(key: Ed25519Key, bytesOf: (base64url: string) => Uint8Array) {
  const { ed25519 } = await import('@noble/curves/ed25519.js');
  return async (signature: Uint8Array, message: Uint8Array): Promise<boolean> => {
    try {
      return ed25519.verify(signature, message, bytesOf(key.x), { zip215: false });
    } catch {
      return false; // lengths, spellings or points that no signature and no key has
    }
  };
}
