import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from './start-postgres.ts';

/** Open to others to walk through, so that the cluster stays inside. */
const openFolder = async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'postgres-'));
  await chmod(dir, 0o755);
  return dir;
};

const query = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('the embedded PostgreSQL', () => {
  let dataDir = '';
  beforeAll(async () => {
    dataDir = await openFolder();
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('keeps what was committed when its parent is killed, and the next start stops the orphan', async () => {
    const script = `
      import { startPostgres } from ${JSON.stringify(import.meta.resolve('./start-postgres.ts'))};
      const { url } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
      process.send(url);
      setInterval(() => {}, 1000);`;
    const file = path.join(dataDir, 'parent.mjs');
    await writeFile(file, script);
    const parent = fork(file, { execArgv: [] });
    const [url] = (await once(parent, 'message')) as [string];
    await query(url, 'create table kept as select 7 as n');
    parent.kill('SIGKILL');
    await once(parent, 'exit');

    const steps: string[] = [];
    const postgres = await startPostgres({ dataDir, onProgress: (step) => steps.push(step) });
    expect(steps.join()).toContain('left from the last run');
    expect(await query(postgres.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(await query(postgres.url, "select current_setting('fsync') f, current_setting('synchronous_commit') s")).toEqual([
      { f: 'on', s: 'on' },
    ]);
    expect(await query(postgres.url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'data/in-use' });
    await postgres.stop();
    await expect(query(postgres.url, 'select 1')).rejects.toThrow();
  });

  it('tells its owner when the server dies unasked', async () => {
    let died = () => {};
    const death = new Promise<void>((resolve) => {
      died = resolve;
    });
    const postgres = await startPostgres({ dataDir, onDeath: died });
    await query(postgres.url, "select pg_ctl from (select pg_read_file('postmaster.pid') as pg_ctl) s").then(([row]) =>
      process.kill(Number(String(row.pg_ctl).split('\n')[0]), 'SIGQUIT'),
    );
    await death;
    await postgres.stop();
  });

  it('refuses a cluster of another version by name', async () => {
    const other = await openFolder();
    await mkdir(path.join(other, 'postgres'));
    await writeFile(path.join(other, 'postgres/PG_VERSION'), '19\n');
    await expect(startPostgres({ dataDir: other })).rejects.toMatchObject({
      code: 'data/newer-version',
      params: { found: '19', needed: '18' },
    });
    await rm(other, { recursive: true });
  });

  it('says when the data folder cannot be written', async () => {
    const file = path.join(dataDir, 'a-file');
    await writeFile(file, '');
    await expect(startPostgres({ dataDir: path.join(file, 'below') })).rejects.toMatchObject({ code: 'data/not-writable' });
  });

  const isRoot = process.getuid?.() === 0;

  it.runIf(isRoot)('lets only its account through a data folder that is closed', async () => {
    const closed = await mkdtemp(path.join(tmpdir(), 'closed-'));
    const postgres = await startPostgres({ dataDir: closed, isThrowaway: true });
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await stat(closed)).mode & 0o777).toBe(0o710);
    await postgres.stop();
    await rm(closed, { recursive: true });
  });

  it.runIf(isRoot)('puts the cluster where its account can go when the folder lies in a closed one', async () => {
    const closed = await mkdtemp(path.join(tmpdir(), 'closed-'));
    const dataDir = path.join(closed, 'data');
    const kept = await startPostgres({ dataDir });
    await query(kept.url, 'create table kept as select 7 as n');
    await kept.stop();
    const placeOf = (dir: string) => readlink(path.join(dir, 'postgres'));
    const outside = await placeOf(dataDir);
    expect(path.dirname(outside)).toBe('/var/lib/yinzheng');
    const again = await startPostgres({ dataDir });
    expect(await query(again.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await again.stop();

    const trial = await startPostgres({ dataDir: path.join(closed, 'trial'), isThrowaway: true });
    const trialPlace = await placeOf(path.join(closed, 'trial'));
    await trial.stop();
    await expect(stat(trialPlace)).rejects.toThrow('ENOENT');
    for (const it of [outside, `${outside}.socket`, closed]) await rm(it, { recursive: true });
  });
});
