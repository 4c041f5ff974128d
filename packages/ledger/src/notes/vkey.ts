import { sha256 } from '../canonical.ts';
import { type Check, fail, pass } from '../check.ts';
import { concat, fromB64, fromHex, toB64, toHex, utf8 } from '../encoding.ts';
import { type NoteAlgorithm, publicKeyBytes } from './note-algorithms.ts';

/** Signature types of c2sp.org/signed-note that this package knows, by their byte. */
const TYPES = {
  /** Over the note's text: a log's own signature. */
  signature: { byte: 0x01, algorithm: 'Ed25519', isTimed: false },
  /** c2sp.org/tlog-cosignature, with the time at which it was made. */
  cosignature: { byte: 0x04, algorithm: 'Ed25519', isTimed: true },
  'cosignature-ml-dsa-44': { byte: 0x06, algorithm: 'ML-DSA-44', isTimed: true },
} as const satisfies Record<string, { readonly byte: number; readonly algorithm: NoteAlgorithm; readonly isTimed: boolean }>;

export type NoteKeyType = keyof typeof TYPES;

/** A key that signs notes, by its name. */
export interface NoteKey {
  readonly name: string;
  /** The first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key), hex. */
  readonly id: string;
  readonly type: NoteKeyType;
  readonly algorithm: NoteAlgorithm;
  /** A cosigner's: each signature carries its time and speaks of a checkpoint. */
  readonly isTimed: boolean;
  readonly publicKey: Uint8Array;
}

/** A key's name: no spaces of any kind, no `+`, no control characters. */
export const isKeyName = (name: string): boolean => /^[^\s+\p{Cc}]+$/u.test(name) && name.isWellFormed();

/** The key of these bytes under this name. Throws a TypeError for a bad name, a RangeError for another length than the type's. */
export function noteKey(name: string, type: NoteKeyType, publicKey: Uint8Array): NoteKey {
  if (!isKeyName(name)) throw new TypeError('a key name has no spaces and no +');
  const { algorithm, isTimed, byte } = TYPES[type];
  const length = publicKeyBytes(algorithm);
  if (publicKey.length !== length) throw new RangeError(`an ${algorithm} public key has ${length} bytes`);
  const id = toHex(sha256(concat(utf8(`${name}\n`), Uint8Array.of(byte), publicKey)).subarray(0, 4));
  return { name, id, type, algorithm, isTimed, publicKey };
}

/** `name+id+base64(type ‖ public key)`: what anyone needs to check this key's notes. */
export const vkeyOf = ({ name, id, type, publicKey }: NoteKey): string =>
  `${name}+${id}+${toB64(concat(Uint8Array.of(TYPES[type].byte), publicKey))}`;

/** Reads a verifier key. Refuses with `note/bad-vkey`, also when its id does not fit its bytes or its type is none of ours. */
export function parseVkey(vkey: string): Check<NoteKey> {
  const [, name = '', id = '', base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(vkey) ?? [];
  try {
    const typed = fromB64(base64);
    const type = (Object.keys(TYPES) as NoteKeyType[]).find((it) => TYPES[it].byte === typed[0]);
    const key = type && noteKey(name, type, typed.subarray(1));
    return key?.id === id ? pass(key) : fail('note/bad-vkey');
  } catch {
    return fail('note/bad-vkey'); // a name, a length or a spelling that no key has
  }
}

/** The four id bytes of a key. */
export const idBytes = (key: NoteKey): Uint8Array => fromHex(key.id);
