import { type Check, fail, pass } from '../check.ts';
import { concat, fromB64, toB64, toHex, utf8 } from '../encoding.ts';
import { readCosignature } from './cosignature.ts';
import { rawEd25519Signer, verifyRaw } from './note-algorithms.ts';
import { idBytes, type NoteKey, noteKey, vkeyOf } from './vkey.ts';

/** A key that signs notes under its name. */
export interface NoteSigner {
  readonly name: string;
  readonly vkey: string;
  /** One signature line over the note's text, newline included. */
  signatureLine(text: string): Promise<string>;
}

/** A signature that verified. */
export interface KnownSignature {
  readonly key: NoteKey;
  /** When a cosigner made it, in seconds since 1970; absent for a log's own. */
  readonly timeS?: number;
  /** The line as it stands in the note, newline included. */
  readonly line: string;
}

/** What a note says, and who is known to have signed it. */
export interface OpenedNote {
  readonly text: string;
  /** The known keys whose signatures verified, in the order of the note. */
  readonly signatures: readonly KnownSignature[];
  /** How many signature lines belong to no known key, or to an algorithm that this runtime does not know; nobody vouches for them. */
  readonly unknown: number;
}

/** More lines than this are an attack on whoever checks them. */
const MOST_SIGNATURES = 100;
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;

/** A log's signer from a 32-byte Ed25519 seed. Throws for a name or a seed that does not fit. */
export async function noteSigner(name: string, seed: Uint8Array): Promise<NoteSigner> {
  const signer = await rawEd25519Signer(seed);
  const key = noteKey(name, 'signature', signer.publicKey);
  return { name, vkey: vkeyOf(key), signatureLine: async (text) => signatureLine(key, await signer.sign(utf8(text))) };
}

/** `— name base64(id ‖ signature)`, newline included. */
export const signatureLine = (key: NoteKey, signature: Uint8Array): string => `— ${key.name} ${toB64(concat(idBytes(key), signature))}\n`;

/** Signs a text as a c2sp.org/signed-note. The text ends in a newline and holds no other control characters, else a TypeError. */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  if (!isNoteText(text)) throw new TypeError('a note is well-formed text, ends in a newline and has no control characters');
  return `${text}\n${(await Promise.all(signers.map((signer) => signer.signatureLine(text)))).join('')}`;
}

/**
 * Reads a note and checks the signatures of the known keys. A known key whose signature fails rejects the note; unknown
 * ones are counted. Refuses with `note/malformed`, `note/bad-signature` {name}, `note/unsigned`.
 */
export async function openNote(note: string, keys: readonly NoteKey[]): Promise<Check<OpenedNote>> {
  const split = note.lastIndexOf('\n\n');
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2).split('\n');
  if (split < 0 || lines.pop() !== '' || lines.length === 0 || lines.length > MOST_SIGNATURES || !isNoteText(text))
    return fail('note/malformed');

  const signatures: KnownSignature[] = [];
  let unknown = 0;
  for (const line of lines) {
    const read = readLine(line);
    if (!read) return fail('note/malformed');
    const key = keys.find(({ name, id }) => name === read.name && id === read.id);
    const verified = key && !signatures.some((it) => it.key === key) ? await verifyLine(key, text, read.signature) : null;
    if (!key || verified === null) unknown += 1;
    else if (verified === false) return fail('note/bad-signature', { name: key.name });
    else signatures.push({ key, line: `${line}\n`, ...verified });
  }
  return signatures.length > 0 ? pass({ text, signatures, unknown }) : fail('note/unsigned');
}

/** What a known key's signature says; false when it is not the key's, null when this runtime cannot tell. */
async function verifyLine(key: NoteKey, text: string, blob: Uint8Array): Promise<Pick<KnownSignature, 'timeS'> | false | null> {
  const read = key.isTimed ? readCosignature(key, text, blob) : { message: utf8(text), signature: blob };
  if (!read) return false;
  const verified = await verifyRaw(key.algorithm, key.publicKey, read.message, read.signature);
  return verified && ('timeS' in read ? { timeS: read.timeS } : {});
}

/** A signature line without its newline, taken apart; null when it is none. */
export function readLine(line: string): { readonly name: string; readonly id: string; readonly signature: Uint8Array } | null {
  const [, name, base64 = ''] = SIGNATURE_LINE.exec(line) ?? [];
  if (!name) return null;
  try {
    const blob = fromB64(base64);
    return blob.length > 4 ? { name, id: toHex(blob.subarray(0, 4)), signature: blob.subarray(4) } : null;
  } catch {
    return null; // not the one spelling of any bytes
  }
}

const isNoteText = (text: string): boolean => /^[^\0-\x09\x0b-\x1f]*\n$/u.test(text) && text.isWellFormed();
