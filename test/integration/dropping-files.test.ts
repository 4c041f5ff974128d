import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sha256Hex, utf8 } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FolderBlobs } from '../../apps/server/src/adapters/blobs/folder-blobs.ts';
import { MemoryTiles } from '../../apps/server/src/adapters/blobs/memory-blobs.ts';
import { sweepExpired } from '../../apps/server/src/erasures/mod.ts';
import { dropFiles, keepFiles } from '../../apps/server/src/files/mod.ts';
import { BINJIANG } from '../kit/identity.ts';
import { openTown, type TestTown } from '../kit/open-town.ts';
import { draft, draftAndFile, expectOk } from '../kit/story.ts';
import { ask } from '../kit/traces.ts';

const DAY_MS = 24 * 3600_000;
const PROCESS = path.resolve(import.meta.dirname, '../kit/drop-files-process.ts');
let folder: string;
let blobs: FolderBlobs;
let town: TestTown;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dropping-'));
  blobs = new FolderBlobs(folder);
  await blobs.start();
  town = await openTown({ blobs, tiles: new MemoryTiles() });
});
afterAll(async () => {
  await town.stop();
  await rm(folder, { recursive: true });
  expect(town.defects).toEqual([]);
});

const refuse = (cause: unknown) => {
  throw cause;
};
const keptFiles = async () => (await ask<{ n: number }>(town.databaseUrl, 'select count(*)::int as n from kept_file'))[0]?.n;
const has = async (digests: readonly string[]) => (await Promise.all(digests.map((digest) => blobs.has(digest)))).filter((it) => it).length;

/** Files that something once needed, long ago, and that are due. */
async function dueFiles(count: number): Promise<readonly string[]> {
  const files = Array.from({ length: count }, (_, at) => utf8(`no longer needed ${at} ${Math.random()}`));
  const digests = files.map((bytes) => sha256Hex(bytes));
  const past = new Date(Date.now() - DAY_MS);
  await town.ports.store.files.keep(digests, past, past);
  await Promise.all(files.map((bytes) => blobs.put(bytes)));
  return digests;
}

/** The first deletion about to happen, done but not written down, and written down: the next one is about to happen. */
const KILL_AT = [
  ['deleting', 1],
  ['deleted', 1],
  ['deleting', 2],
] as const;

it('kill -9 at every step of the deletion leaves no file behind and strikes none off that is still there', {
  timeout: 180_000,
}, async () => {
  const digests = await dueFiles(5);
  const killed = new Map<string, number>();
  for (let round = 0; (await keptFiles()) !== 0; round += 1) {
    const [step, nth] = KILL_AT[round % KILL_AT.length] ?? KILL_AT[0];
    const child = fork(PROCESS, [town.databaseUrl, folder]);
    let seen = 0;
    child.on('message', (at) => {
      if (at === step) seen += 1;
      if (seen < nth) return void child.send('go on');
      killed.set(`${step} ${nth}`, (killed.get(`${step} ${nth}`) ?? 0) + 1);
      child.kill('SIGKILL');
    });
    await once(child, 'exit');
    const left = (await ask<{ digest: string }>(town.databaseUrl, 'select digest from kept_file')).map((it) => it.digest);
    for (const digest of digests) if (await blobs.has(digest)) expect(left).toContain(digest);
  }
  for (const [step, nth] of KILL_AT) expect(killed.get(`${step} ${nth}`), `${step} ${nth}`).toBeGreaterThan(0);
  expect(await has(digests)).toBe(0);
});

it('a file that cannot be deleted is tried again later and does not stop the others', async () => {
  const digests = await dueFiles(4);
  const [bad] = digests.toSorted();
  let isBroken = true;
  const errors: unknown[] = [];
  const fragile = {
    ...town.ports,
    blobs: {
      put: (bytes: Uint8Array) => blobs.put(bytes),
      get: (digest: string) => blobs.get(digest),
      has: (digest: string) => blobs.has(digest),
      delete: async (digest: string) => {
        // Failing after it was done is the same as failing before: it is done once more.
        if (digest === digests[1]) await blobs.delete(digest);
        if (isBroken && (digest === bad || digest === digests[1])) throw new Error('EIO');
        await blobs.delete(digest);
      },
    },
  };
  await dropFiles(fragile, (cause) => errors.push(cause));
  const failing = new Set([bad, digests[1]]).size;
  expect(errors).toHaveLength(failing);
  expect(await keptFiles()).toBe(failing);
  isBroken = false;
  await dropFiles(fragile, (cause) => errors.push(cause));
  expect(await keptFiles()).toBe(failing);
  town.ports.clock.advance(3600_000);
  await dropFiles(fragile, refuse);
  expect([await keptFiles(), await has(digests)]).toEqual([0, 0]);
});

it('a file that is stored anew while it is being dropped is there afterwards, however they meet', async () => {
  const clerk = await town.signedIn(BINJIANG.clerk);
  const id = await draftAndFile(clerk);
  for (let round = 0; round < 40; round += 1) {
    const bytes = utf8(`stored again and again ${round}`);
    const digest = sha256Hex(bytes);
    const past = new Date(town.ports.clock.now().getTime() - DAY_MS);
    await town.ports.store.files.keep([digest], past, past);
    await blobs.put(bytes);
    await Promise.all([
      dropFiles(town.ports, refuse),
      (async () => {
        await keepFiles(town.ports, [digest]);
        await blobs.put(bytes);
        await town.ports.store.requests.addPhotos(id, [digest]);
      })(),
    ]);
    expect(await blobs.has(digest), `round ${round}`).toBe(true);
  }
  town.ports.clock.advance(31 * DAY_MS);
  await dropFiles(town.ports, refuse);
  expect(await blobs.has(sha256Hex(utf8('stored again and again 39')))).toBe(true);
});

it('what nobody filed, what came to nothing and what has run out goes by itself when its time is over, and nothing else', async () => {
  const clerk = await town.signedIn(BINJIANG.clerk);
  const [forgotten, filed] = [await draft(clerk, { title: '没有提交的草稿' }), await draftAndFile(clerk)];
  const filesOf = async (id: string) => [
    ...(await town.ports.store.requests.pages(id)).map(({ digest }) => digest),
    (await town.ports.store.requests.sheetSet(id)) ?? '',
  ];
  const [lost, kept] = [await filesOf(forgotten), await filesOf(filed)];
  const stray = sha256Hex(utf8('a photograph of nothing'));
  await keepFiles(town.ports, [stray]);
  await blobs.put(utf8('a photograph of nothing'));

  const pass = async (days: number) => {
    town.ports.clock.advance(days * DAY_MS);
    await sweepExpired(town.ports);
    await dropFiles(town.ports, refuse);
  };
  await pass(29);
  expect([await has(lost), await has(kept), await has([stray])]).toEqual([3, 3, 1]);
  const fresh = await draft(await town.signedIn(BINJIANG.clerk));
  await pass(2);
  expect([await has(lost), await has(kept), await has([stray])]).toEqual([0, 3, 0]);
  expect(await town.ports.store.requests.load(forgotten)).toBeNull();
  expect(await town.ports.store.requests.load(fresh)).not.toBeNull();
  expect(await has(await filesOf(fresh))).toBe(3);

  const director = await town.signedIn(BINJIANG.director);
  const titles = async () => (expectOk(await director.get('/api/v1/notices')) as { request: string }[]).map(({ request }) => request);
  expect(await titles()).toContain(filed);
  await pass(60);
  expect(await ask(town.databaseUrl, 'select 1 from notice where request = $1', [filed])).toEqual([]);
  expect(await ask(town.databaseUrl, 'select 1 from session where expires_at < $1', [town.ports.clock.now()])).toEqual([]);
});
