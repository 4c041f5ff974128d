import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, readlink, rename, rm, stat, statfs, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Refused } from '../../ports/refused.ts';
import { type Account, canEnter } from './account.ts';
import type { Binaries } from './binaries.ts';

const run = promisify(execFile);

export const USER = 'yinzheng';

/** Where a cluster goes when the data folder lies where PostgreSQL's account cannot go. */
export const SHARED_DIR = '/var/lib/yinzheng';

/** Where this data folder's cluster is, or is to be. A symbolic link leads to one that had to go elsewhere. */
export async function locateCluster(dataDir: string): Promise<string> {
  const inside = path.join(dataDir, 'postgres');
  return readlink(inside).catch(() => inside);
}

/** Lets the account's group through a data folder of ours that is closed to all others (0710); it can read nothing there by that. */
async function letThrough(dataDir: string, account: Account): Promise<boolean> {
  const { uid, mode } = await stat(dataDir);
  if (account.uid === undefined || uid !== process.getuid?.() || (mode & 0o070) !== 0) return false;
  await chown(dataDir, uid, account.gid);
  await chmod(dataDir, (mode & 0o777) | 0o010);
  return canEnter(account, dataDir);
}

/** The cluster's place, which `account` can reach: in the data folder, or else under `SHARED_DIR`, decided once and remembered by a link. */
export async function placeCluster(dataDir: string, account: Account): Promise<string> {
  const known = await locateCluster(dataDir);
  const inside = path.join(dataDir, 'postgres');
  if (known !== inside || (await clusterVersion(inside)) !== null) return known;
  if ((await canEnter(account, dataDir)) || (await letThrough(dataDir, account))) return inside;
  const outside = path.join(SHARED_DIR, `data-${randomBytes(6).toString('hex')}`);
  await symlink(outside, inside);
  return outside;
}

/** Refuses early when there is too little room: 200 MiB for a new cluster, 64 MiB to go on. */
export async function requireSpace(dir: string, isNew: boolean): Promise<void> {
  const neededMiB = isNew ? 200 : 64;
  const { bavail, bsize } = await statfs(dir);
  const freeMiB = Math.floor((bavail * bsize) / 2 ** 20);
  if (freeMiB < neededMiB) throw new Refused('data/disk-full', { path: dir, freeMiB, neededMiB });
}

/** The cluster's major version, or null when there is none. */
export async function clusterVersion(clusterDir: string): Promise<string | null> {
  return readFile(path.join(clusterDir, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
}

/** Makes a cluster with its password beside it; appears whole or not at all. The password file is ours (0600), the cluster the account's. */
export async function createCluster(
  clusterDir: string,
  passwordFile: string,
  binaries: Binaries,
  account: Account,
  isThrowaway: boolean,
): Promise<void> {
  const draft = `${clusterDir}.new`;
  const forInitdb = `${draft}.password`;
  const password = randomBytes(24).toString('base64url');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await writeFile(forInitdb, password, { mode: 0o600 });
  if (account.uid !== undefined) for (const it of [draft, forInitdb]) await chown(it, account.uid, account.gid);
  const flags = [
    `--pgdata=${draft}`,
    `--username=${USER}`,
    `--pwfile=${forInitdb}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ];
  try {
    await run(binaries.initdb, [...flags, isThrowaway ? '--no-sync' : '--data-checksums'], {
      ...account,
      cwd: '/',
      env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH },
    });
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    const detail = ((cause as { stderr?: string }).stderr || String(cause)).trim();
    if (/No space left on device/.test(detail)) await requireSpace(path.dirname(clusterDir), true);
    throw new Refused('database/did-not-start', { detail, log: clusterDir });
  } finally {
    await rm(forInitdb, { force: true });
  }
  await writeFile(passwordFile, password, { mode: 0o600 });
  await chmod(passwordFile, 0o600);
  await rename(draft, clusterDir);
}
