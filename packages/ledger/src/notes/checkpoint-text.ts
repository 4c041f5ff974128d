import { type Check, fail, pass } from '../check.ts';
import { fromB64, toB64 } from '../encoding.ts';
import { HASH_BYTES } from '../tree/hash.ts';
import { isKeyName } from './vkey.ts';

/** What a log commits to: c2sp.org/tlog-checkpoint. */
export interface Checkpoint {
  /** The log's name, also the name of its key. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

const BODY = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n$/;

/** `origin`, size and root, each on its line. Throws a RangeError for what is no checkpoint. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isKeyName(origin) || !Number.isSafeInteger(size) || size < 0 || root.length !== HASH_BYTES) throw new RangeError('not a checkpoint');
  return `${origin}\n${size}\n${toB64(root)}\n`;
}

/** Reads a checkpoint's text; extension lines are refused. Refuses with `checkpoint/malformed`. */
export function parseCheckpoint(text: string): Check<Checkpoint> {
  const [, origin = '', digits = '', base64 = ''] = BODY.exec(text) ?? [];
  const size = Number(digits);
  if (!isKeyName(origin) || !Number.isSafeInteger(size)) return fail('checkpoint/malformed');
  try {
    return pass({ origin, size, root: fromB64(base64) });
  } catch {
    return fail('checkpoint/malformed'); // the root is not in its one spelling
  }
}
