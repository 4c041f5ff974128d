import { concat, utf8 } from '../encoding.ts';
import { parseCheckpoint } from './checkpoint-text.ts';
import type { NoteKey } from './vkey.ts';

/** The seconds of a cosignature before its signature, big-endian. */
const TIME_BYTES = 8;

/** What a cosigner signs (c2sp.org/tlog-cosignature) for a checkpoint's text at a time; null when the text is no checkpoint. */
export function cosignedMessage(key: NoteKey, text: string, timeS: number): Uint8Array | null {
  const checkpoint = parseCheckpoint(text);
  if (!checkpoint.ok) return null;
  if (key.algorithm === 'Ed25519') return utf8(`cosignature/v1\ntime ${timeS}\n${text}`);
  const { origin, size, root } = checkpoint.value;
  const [cosigner, log] = [utf8(key.name), utf8(origin)];
  if (cosigner.length > 0xff || log.length > 0xff) return null;
  return concat(
    utf8('subtree/v1\n\0'),
    Uint8Array.of(cosigner.length),
    cosigner,
    u64(timeS),
    Uint8Array.of(log.length),
    log,
    u64(0),
    u64(size),
    root,
  );
}

/** A cosignature as it stands in a note, taken apart; null when it can be none of this text. */
export function readCosignature(
  key: NoteKey,
  text: string,
  blob: Uint8Array,
): { readonly timeS: number; readonly message: Uint8Array; readonly signature: Uint8Array } | null {
  if (blob.length <= TIME_BYTES) return null;
  const timeS = Number(new DataView(blob.buffer, blob.byteOffset).getBigUint64(0));
  // Whoever speaks of a whole checkpoint says when.
  const message = Number.isSafeInteger(timeS) && timeS > 0 ? cosignedMessage(key, text, timeS) : null;
  return message && { timeS, message, signature: blob.subarray(TIME_BYTES) };
}

/** The bytes of a note signature: time, then signature. */
export const timedSignature = (timeS: number, signature: Uint8Array): Uint8Array => concat(u64(timeS), signature);

function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
