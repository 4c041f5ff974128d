import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { Refused } from '../../ports/refused.ts';
import { accountFor, canEnter } from './account.ts';
import { findBinaries } from './binaries.ts';
import { clusterVersion, createCluster, locateCluster, placeCluster, requireSpace, SHARED_DIR, USER } from './cluster.ts';
import { claim, stopOrphan } from './owner.ts';
import { lastLines, prepareSocketDir, startServer } from './server-process.ts';

export interface PostgresOptions {
  /** Folder of our own; `postgres/` (or a link to where it had to go), `postgres.password`, `postgres.log` and `owner` are put in it. */
  readonly dataDir: string;
  readonly onProgress?: (what: string) => void;
  /** Called when the server ends without being told to; nothing can be committed from then on. */
  readonly onDeath?: (reason: string) => void;
  /** No syncs at all. For tests and trials, whose data nobody will ask for again. */
  readonly isThrowaway?: boolean;
}

export interface RunningPostgres {
  /** Connection string to the database `yinzheng`, through a socket that only this account can reach. Secret: it holds the password. */
  readonly url: string;
  /** Rolls open transactions back, writes a checkpoint, ends the process. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the packages on `dataDir`, making the cluster the first time (a few seconds).
 * A server that outlived our last run is stopped first. Durable: an answered commit survives kill -9 of anything and power cuts.
 * Throws `Refused`: data/in-use, data/newer-version, data/disk-full, data/not-writable, database/no-binaries, database/no-account,
 * database/did-not-start.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = path.resolve(options.dataDir);
  const release = await claimFolder(dataDir);
  try {
    return await startOn(dataDir, release, options);
  } catch (cause) {
    await release();
    throw (cause as NodeJS.ErrnoException).code === 'ENOSPC' ? diskFull(dataDir) : cause;
  }
}

const diskFull = (dir: string) => new Refused('data/disk-full', { path: dir, freeMiB: 0, neededMiB: 200 });

async function claimFolder(dataDir: string): Promise<() => Promise<void>> {
  try {
    await mkdir(dataDir, { recursive: true });
    return await claim(dataDir);
  } catch (cause) {
    if (cause instanceof Refused) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    throw code === 'ENOSPC' ? diskFull(dataDir) : new Refused('data/not-writable', { path: dataDir, detail: message });
  }
}

async function startOn(dataDir: string, release: () => Promise<void>, options: PostgresOptions): Promise<RunningPostgres> {
  const { onProgress = () => {}, onDeath = () => {}, isThrowaway = false } = options;
  const account = await accountFor(await locateCluster(dataDir));
  const clusterDir = await placeCluster(dataDir, account);
  await mkdir(path.dirname(clusterDir), { recursive: true, mode: 0o755 });
  const binaries = await findBinaries(account, account.uid === undefined ? dataDir : SHARED_DIR, onProgress);
  const needed = binaries.version.split('.')[0] ?? '';
  const found = await clusterVersion(clusterDir);
  if (found !== null && found !== needed) throw new Refused('data/newer-version', { path: clusterDir, found, needed });
  await requireSpace(path.dirname(clusterDir), found === null);

  const passwordFile = path.join(dataDir, 'postgres.password');
  if (found === null) {
    onProgress(`prepare PostgreSQL ${binaries.version} in ${clusterDir}`);
    await createCluster(clusterDir, passwordFile, binaries, account, isThrowaway);
  } else {
    await stopOrphan(clusterDir, onProgress);
  }
  if (!(await canEnter(account, clusterDir))) throw new Refused('data/not-writable', { path: clusterDir, detail: `uid ${account.uid}` });

  onProgress(`start PostgreSQL ${binaries.version}`);
  const socketDir = await prepareSocketDir(clusterDir, account);
  const logFile = path.join(dataDir, 'postgres.log');
  const server = await startServer({ program: binaries.postgres, clusterDir, socketDir, logFile, account, isThrowaway });
  let isStopping = false;
  const stop = async () => {
    isStopping = true;
    await server.stop();
    // Whoever throws the data folder away does not see what this run put elsewhere.
    if (isThrowaway && found === null && path.dirname(clusterDir) !== dataDir) {
      for (const it of [clusterDir, socketDir, path.join(dataDir, 'postgres')]) await rm(it, { recursive: true, force: true });
    }
    await release();
  };
  void server.exited.then(async () => isStopping || onDeath(await lastLines(logFile)));

  const password = await readFile(passwordFile, 'utf8').catch(() => '');
  const urlOf = (database: string) => `postgres://${USER}:${password}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;
  try {
    await createDatabase(urlOf('postgres'));
  } catch (cause) {
    await stop();
    throw new Refused('database/did-not-start', { detail: String(cause), log: logFile });
  }
  return { url: urlOf(USER), stop };
}

/** The cluster is new or was cut short before: the database is made when it is missing. */
async function createDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [USER]);
    if (rowCount === 0) await client.query(`create database ${USER}`);
  } finally {
    await client.end();
  }
}
