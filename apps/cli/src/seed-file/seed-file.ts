import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Check, fail, pass } from '@yinzheng/ledger';
import { syncFolder } from './sync-folder.ts';

const SEED_BYTES = 32;
/** Anything for the group or for others. */
const OPEN_TO_OTHERS = 0o077;

/**
 * The 32-byte seed in a file that its owner alone may read. Made on first use, and durable before it is handed out. Refuses with
 * `cli/bad-seed` {path, detail}; throws when the disk does not let it.
 */
export async function openSeed(file: string): Promise<Check<Uint8Array>> {
  if (!existsSync(file)) await makeSeed(file);
  const handle = await open(file, constants.O_RDONLY);
  try {
    const { mode } = await handle.stat();
    // Windows has no such bits.
    if (process.platform !== 'win32' && (mode & OPEN_TO_OTHERS) !== 0) return fail('cli/bad-seed', { path: file, detail: 'chmod 600' });
    const seed = await handle.readFile();
    return seed.length === SEED_BYTES ? pass(seed) : fail('cli/bad-seed', { path: file, detail: `${seed.length} ≠ ${SEED_BYTES} bytes` });
  } finally {
    await handle.close();
  }
}

/** Written whole under another name, then linked: it appears complete or not at all, and the first of two makers wins. */
async function makeSeed(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}.new`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(randomBytes(SEED_BYTES));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await link(draft, file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
  });
  await rm(draft);
  syncFolder(path.dirname(file));
}
