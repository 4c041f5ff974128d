import { canonicalJson, parseCanonical } from './canonical.ts';
import { type Check, fail } from './check.ts';
import { text, utf8 } from './encoding.ts';
import type { Entry } from './entry.ts';
import { checkEntry } from './shapes/entry.ts';

/** Most bytes of one entry: an entry bundle writes lengths in 16 bits. A large roster is signed in several links. */
export const ENTRY_LIMIT_BYTES = 65_535;

/**
 * The bytes of the leaf: canonical JSON. Throws a RangeError above `ENTRY_LIMIT_BYTES` and a TypeError for facts of
 * another shape: what is written here stays for ever, so a mistake of the writer must not reach the log.
 */
export function encodeEntry(entry: Entry): Uint8Array {
  const shape = checkEntry(entry);
  if (!shape.ok) throw new TypeError(`entry ${entry.kind}: ${shape.params?.at} ${shape.params?.detail}`);
  const bytes = utf8(canonicalJson(entry));
  if (bytes.length > ENTRY_LIMIT_BYTES) throw new RangeError(`an entry has at most ${ENTRY_LIMIT_BYTES} bytes, not ${bytes.length}`);
  return bytes;
}

/** Reads an entry; only the very bytes that `encodeEntry` writes are one. */
export function decodeEntry(bytes: Uint8Array): Check<Entry> {
  if (bytes.length > ENTRY_LIMIT_BYTES) return fail('entry/too-large', { limit: ENTRY_LIMIT_BYTES });
  let json: string;
  try {
    json = text(bytes);
  } catch {
    return fail('json/unreadable', { detail: 'UTF-8' });
  }
  const parsed = parseCanonical(json);
  return parsed.ok ? checkEntry(parsed.value) : parsed;
}
