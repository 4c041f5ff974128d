import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Refused } from '../../ports/refused.ts';

const SEED_BYTES = 32;
/** Anything for the group or for others. */
const OPEN_TO_OTHERS = 0o077;

/**
 * The 32-byte seed of one of the server's keys, kept in a file that only its owner can read. Made on first use, durable
 * before it is handed out: a key that has signed something is never lost to a power cut. Refuses data/bad-key for a file
 * of another length or one that others may read; data/not-writable when there is none and none can be made.
 */
export async function loadSeed(dir: string, name: string): Promise<Uint8Array> {
  const file = path.join(dir, name);
  try {
    const known = (await readSeed(file)) ?? (await writeSeed(dir, file)) ?? (await readSeed(file));
    if (!known) throw new Error('it vanished while it was made');
    return known;
  } catch (cause) {
    throw told(file, cause);
  }
}

/** A new seed in this file, as durable as above; null when there is one already. */
export async function makeSeed(dir: string, name: string): Promise<Uint8Array | null> {
  const file = path.join(dir, name);
  try {
    return await writeSeed(dir, file);
  } catch (cause) {
    throw told(file, cause);
  }
}

/** What lies in the folder; nothing when there is none yet. */
export const seedNames = (dir: string): Promise<readonly string[]> =>
  readdir(dir).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw told(dir, cause);
  });

const told = (file: string, cause: unknown): Refused =>
  cause instanceof Refused
    ? cause
    : new Refused('data/not-writable', { path: file, detail: cause instanceof Error ? cause.message : String(cause) });

async function readSeed(file: string): Promise<Uint8Array | null> {
  const handle = await open(file, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw cause;
  });
  if (!handle) return null;
  try {
    const { mode } = await handle.stat();
    // Windows has no such bits.
    if (process.platform !== 'win32' && (mode & OPEN_TO_OTHERS) !== 0)
      throw new Refused('data/bad-key', { path: file, detail: `chmod 600 (${(mode & 0o777).toString(8)})` });
    const seed = await handle.readFile();
    if (seed.length !== SEED_BYTES) throw new Refused('data/bad-key', { path: file, detail: `${seed.length} ≠ ${SEED_BYTES} bytes` });
    return seed;
  } finally {
    await handle.close();
  }
}

/** Written whole under another name, then linked: the file appears complete or not at all, and the first of two makers wins; null to the other. */
async function writeSeed(dir: string, file: string): Promise<Uint8Array | null> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(4).toString('hex')}.new`;
  const seed = randomBytes(SEED_BYTES);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(seed);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const isOurs = await link(draft, file).then(
    () => true,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST') return false;
      throw cause;
    },
  );
  await rm(draft);
  if (process.platform !== 'win32') {
    const folder = await open(dir, 'r');
    await folder.sync().finally(() => folder.close());
  }
  return isOurs ? seed : null;
}
