import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Check, fail, parseVkey, pass } from '@yinzheng/ledger';

/** The key that is trusted and where it came from; people must be told both. */
export interface TrustedKey {
  readonly vkey: string;
  readonly from: { readonly kind: 'argument' } | { readonly kind: 'file'; readonly path: string; readonly isBesideReceipt: boolean };
}

const MOST_BYTES = 4096;

/** The log's key: as told, else from `log.vkey` beside the receipt. Refuses with `cli/no-key` or `cli/bad-key`. */
export async function findKey(receipt: string, told: string | undefined): Promise<Check<TrustedKey>> {
  if (told !== undefined && parseVkey(told.trim()).ok) return pass({ vkey: told.trim(), from: { kind: 'argument' } });
  const path = told ?? join(dirname(receipt), 'log.vkey');
  const text = await readSmall(path);
  if (text === null) return fail('cli/no-key', { path });
  const vkey = text.trim();
  if (!parseVkey(vkey).ok) return fail('cli/bad-key', { path });
  return pass({ vkey, from: { kind: 'file', path, isBesideReceipt: told === undefined } });
}

async function readSmall(path: string): Promise<string | null> {
  try {
    return (await stat(path)).size > MOST_BYTES ? '' : await readFile(path, 'utf8');
  } catch {
    return null; // not there, a folder, or not ours to read: all the same to the reader, who sees the path
  }
}
