import { sha256 } from '../canonical.ts';
import { type Check, fail, pass } from '../check.ts';
import { concat, fromB64, fromHex, toB64, toHex, utf8 } from '../encoding.ts';
import type { PublicKey } from '../keys.ts';
import { ed25519Key } from '../signatures.ts';

/** Signature types of c2sp.org/signed-note that this package verifies. */
const ED25519 = 0x01;
const PUBLIC_KEY_BYTES = 32;

/** A key that signs notes, by its name. */
export interface NoteKey {
  readonly name: string;
  /** The first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key), hex. */
  readonly id: string;
  readonly key: PublicKey;
}

/** A key's name: no spaces of any kind, no `+`, no control characters. */
export const isKeyName = (name: string): boolean => /^[^\s+\p{Cc}]+$/u.test(name) && name.isWellFormed();

const idOf = (name: string, typed: Uint8Array): string => toHex(sha256(concat(utf8(`${name}\n`), typed)).subarray(0, 4));

/** `name+id+base64(type ‖ public key)`: what anyone needs to check this key's notes. Throws a TypeError for a bad name. */
export function vkeyOf(name: string, publicKey: Uint8Array): string {
  if (!isKeyName(name)) throw new TypeError('a key name has no spaces and no +');
  const typed = concat(Uint8Array.of(ED25519), publicKey);
  return `${name}+${idOf(name, typed)}+${toB64(typed)}`;
}

/** Reads a verifier key. Refuses with `note/bad-vkey`, also when its id does not fit its bytes or its type is not Ed25519. */
export function parseVkey(vkey: string): Check<NoteKey> {
  const [, name = '', id = '', base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(vkey) ?? [];
  const typed = isKeyName(name) ? decoded(base64) : null;
  if (typed?.length !== 1 + PUBLIC_KEY_BYTES || typed[0] !== ED25519 || idOf(name, typed) !== id) return fail('note/bad-vkey');
  return pass({ name, id, key: ed25519Key(typed.subarray(1)) });
}

/** The four id bytes of a key. */
export const idBytes = (key: NoteKey): Uint8Array => fromHex(key.id);

function decoded(base64: string): Uint8Array | null {
  try {
    return fromB64(base64);
  } catch {
    return null; // not the one spelling of any bytes
  }
}
