import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sha256Hex } from '@yinzheng/ledger';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Blobs } from '../../ports/blobs.ts';
import type { TileStore } from '../../ports/tiles.ts';
import { type FakeS3, startFakeS3 } from './fake-s3.ts';
import { FolderBlobs } from './folder-blobs.ts';
import { FolderTiles } from './folder-tiles.ts';
import { MemoryBlobs, MemoryTiles } from './memory-blobs.ts';
import { S3Blobs } from './s3-blobs.ts';
import type { S3FolderOptions } from './s3-folder.ts';
import { S3Tiles } from './s3-tiles.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'blobs-'));
});
afterAll(() => rm(root, { recursive: true }));

/** A real store too, when one is named: `http://KEY:SECRET@host:port/bucket?region=…`, the bucket being there. */
const REAL = process.env.YINZHENG_TEST_S3;
let fake: FakeS3;
beforeAll(async () => {
  fake = await startFakeS3();
});
afterAll(() => fake.stop());

let made = 0;
const fresh = () => `test-${process.pid}-${made++}`;
const onFake = (): S3FolderOptions => ({ ...fake, prefix: `${fresh()}/`, timeoutMs: 2_000, pauseMs: 1 });
function onReal(): S3FolderOptions {
  const { origin, username, password, pathname, searchParams } = new URL(REAL ?? '');
  const [accessKeyId, secretAccessKey] = [username, password].map(decodeURIComponent) as [string, string];
  const region = searchParams.get('region') ?? 'us-east-1';
  return { url: origin, bucket: pathname.slice(1), prefix: `${fresh()}/`, region, accessKeyId, secretAccessKey };
}

const BLOBS: [string, () => Blobs & { start?(): Promise<void> }][] = [
  ['in a folder', () => new FolderBlobs(path.join(root, fresh()))],
  ['in memory', () => new MemoryBlobs()],
  ['in S3', () => new S3Blobs(onFake())],
];
const TILES: [string, () => TileStore & { start?(): Promise<void> }][] = [
  ['in a folder', () => new FolderTiles(path.join(root, fresh()))],
  ['in memory', () => new MemoryTiles()],
  ['in S3', () => new S3Tiles(onFake())],
];
if (REAL !== undefined) {
  BLOBS.push(['in the S3 that was named', () => new S3Blobs(onReal())]);
  TILES.push(['in the S3 that was named', () => new S3Tiles(onReal())]);
}

describe.each(BLOBS)('blobs %s', (_, make) => {
  let blobs: Blobs & { start?(): Promise<void> };
  beforeAll(async () => {
    blobs = make();
    await blobs.start?.();
  });

  it('hold bytes under their SHA-256, many at once, the same ones once', async () => {
    const all = Array.from({ length: 60 }, (_, n) => bytes(`photo ${n % 40}`));
    const digests = await Promise.all(all.map((it) => blobs.put(it)));
    expect(digests).toEqual(all.map((it) => sha256Hex(it)));
    for (const [n, digest] of digests.entries()) expect(Buffer.from((await blobs.get(digest)) ?? [])).toEqual(Buffer.from(all[n] ?? []));
    expect(new Set(digests).size).toBe(40);
  });

  it('know what they do not have, and forget what is deleted', async () => {
    const digest = await blobs.put(bytes('to forget'));
    await blobs.delete(digest);
    await blobs.delete(digest);
    expect(await blobs.has(digest)).toBe(false);
    for (const none of [digest, '0'.repeat(64), '../../etc/passwd', '']) expect(await blobs.get(none)).toBeNull();
    expect(await blobs.put(bytes('to forget'))).toBe(digest);
    expect(await blobs.has(digest)).toBe(true);
  });
});

describe.each(TILES)('ledger files %s', (_, make) => {
  let tiles: TileStore & { start?(): Promise<void> };
  beforeAll(async () => {
    tiles = make();
    await tiles.start?.();
  });

  it('keep every tile, full or partial, as it was first written', async () => {
    for (const path of ['tile/0/x001/x234/067', 'tile/entries/000.p/3', 'tile/1/000.p/200']) {
      await tiles.write(path, bytes('first'));
      await tiles.write(path, bytes('first'));
      await expect(tiles.write(path, bytes('else'))).rejects.toThrow('other bytes');
      expect(Buffer.from((await tiles.read(path)) ?? []).toString()).toBe('first');
    }
    expect(await tiles.read('tile/1/000')).toBeNull();
  });

  it('take one of many writers of the same path', async () => {
    const all = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => tiles.write('tile/2/000.p/1', bytes(`writer ${n}`))));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = all.findIndex(({ status }) => status === 'fulfilled');
    expect(Buffer.from((await tiles.read('tile/2/000.p/1')) ?? []).toString()).toBe(`writer ${winner}`);
  });

  it('forget the partial forms of a tile, and only those', async () => {
    for (const path of ['tile/0/x001/000.p/7', 'tile/0/x001/000.p/250', 'tile/0/x001/000', 'tile/0/x001/001.p/7'])
      await tiles.write(path, bytes(path));
    await tiles.dropPartials('tile/0/x001/000');
    await tiles.dropPartials('tile/0/x001/000');
    expect(await tiles.read('tile/0/x001/000.p/7')).toBeNull();
    for (const path of ['tile/0/x001/000', 'tile/0/x001/001.p/7']) expect(await tiles.read(path)).not.toBeNull();
    await tiles.write('tile/0/x001/000.p/7', bytes('tile/0/x001/000.p/7'));
    expect(await tiles.read('tile/0/x001/000.p/7')).not.toBeNull();
  });

  it('know no other paths', async () => {
    for (const path of ['../key', 'tile/0/1', '/checkpoint', 'drafts/x', 'checkpoints/1'])
      await expect((async () => tiles.read(path))()).rejects.toThrow('no path');
    await expect((async () => tiles.write('checkpoint', bytes('x')))()).rejects.toThrow('no path');
  });
});

const note = (size: number, fill: number, signatures = 1) =>
  `test.example/log\n${size}\n${Buffer.alloc(32, fill).toString('base64')}\n\n${'— test.example/log AAAA\n'.repeat(signatures)}`;

describe.each(TILES)('a published checkpoint %s', (_, make) => {
  let tiles: TileStore & { start?(): Promise<void> };
  beforeEach(async () => {
    tiles = await make();
    await tiles.start?.();
  });
  const published = async () => Buffer.from((await tiles.read('checkpoint')) ?? []).toString();

  it('never goes back, and says what is published', async () => {
    expect(await tiles.read('checkpoint')).toBeNull();
    expect(await tiles.publishCheckpoint(note(9, 9))).toBe(9);
    expect(await tiles.publishCheckpoint(note(10, 10))).toBe(10);
    expect(await tiles.publishCheckpoint(note(9, 9))).toBe(10);
    expect(await tiles.publishCheckpoint(note(9, 0))).toBe(10);
    expect(await published()).toBe(note(10, 10));
  });

  it('gains signatures and loses none; another text of its size is refused', async () => {
    await tiles.publishCheckpoint(note(10, 10));
    expect(await tiles.publishCheckpoint(note(10, 10, 3))).toBe(10);
    expect(await tiles.publishCheckpoint(note(10, 10, 2))).toBe(10);
    expect(await published()).toBe(note(10, 10, 3));
    await expect(tiles.publishCheckpoint(note(10, 11))).rejects.toThrow('another checkpoint of size 10');
    await expect(tiles.publishCheckpoint('hello\n')).rejects.toThrow('no checkpoint');
  });

  it('is the largest of many that come at once, in any order', async () => {
    const sizes = Array.from({ length: 40 }, (_, n) => ((n * 17) % 40) + 1);
    const seen: number[] = [];
    const all = Promise.all(sizes.map((size) => tiles.publishCheckpoint(note(size, size))));
    for (let isDone = false; !isDone; isDone = seen.at(-1) === 40) {
      const text = await published();
      if (text !== '') seen.push(Number(text.split('\n')[1]));
    }
    for (const [n, size] of (await all).entries()) expect(size).toBeGreaterThanOrEqual(sizes[n] ?? 0);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });
});

describe('a folder of ledger files', () => {
  it('has the name checkpoint for other web servers too, and leaves nothing else', async () => {
    const dir = path.join(root, 'published');
    const tiles = new FolderTiles(dir);
    await tiles.start();
    for (const size of [1, 2, 3]) await tiles.publishCheckpoint(note(size, size));
    expect(await readFile(path.join(dir, 'checkpoint'), 'utf8')).toBe(note(3, 3));
    expect(await readdir(path.join(dir, 'checkpoints'))).toHaveLength(1);
    // A writer that was stopped long ago goes on: its name is lower, and counts no more.
    await writeFile(path.join(dir, 'checkpoints', '0000000000000002.001'), note(2, 2));
    expect(Buffer.from((await tiles.read('checkpoint')) ?? []).toString()).toBe(note(3, 3));
    await writeFile(path.join(dir, 'checkpoint'), note(2, 2));
    await new FolderTiles(dir).start();
    expect(await readFile(path.join(dir, 'checkpoint'), 'utf8')).toBe(note(3, 3));
    expect(await readdir(path.join(dir, 'drafts'))).toEqual([]);
  });
});

describe('a folder of blobs', () => {
  it('never hands out damaged bytes', async () => {
    const dir = path.join(root, 'damaged');
    const blobs = new FolderBlobs(dir);
    await blobs.start();
    const digest = await blobs.put(bytes('a photograph'));
    await writeFile(path.join(dir, digest.slice(0, 2), digest), 'a photogroph');
    await expect(blobs.get(digest)).rejects.toThrow('damaged');
  });

  it('has every blob that it acknowledged before it was killed, whole, and no draft after the next start', async () => {
    const dir = path.join(root, 'killed');
    const script = path.join(root, 'writer.mjs');
    await writeFile(
      script,
      `import { FolderBlobs } from ${JSON.stringify(import.meta.resolve('./folder-blobs.ts'))};
       const blobs = new FolderBlobs(${JSON.stringify(dir)});
       await blobs.start();
       for (let n = 0; ; n += 8) await Promise.all(Array.from({ length: 8 }, (_, i) => blobs.put(Buffer.alloc(20_000, String(n + i))).then((d) => process.send(d))));`,
    );
    const acknowledged = new Set<string>();
    for (let round = 0; round < 4; round++) {
      const writer: ChildProcess = fork(script, { execArgv: [] });
      writer.on('message', (digest) => acknowledged.add(String(digest)));
      await once(writer, 'message');
      await new Promise((resolve) => setTimeout(resolve, 20 + round * 37));
      writer.kill('SIGKILL');
      await once(writer, 'close');
    }
    const blobs = new FolderBlobs(dir);
    await blobs.start();
    expect(acknowledged.size).toBeGreaterThan(8);
    for (const digest of acknowledged) expect((await blobs.get(digest))?.length).toBe(20_000);
    expect(await readdir(path.join(dir, 'drafts'))).toEqual([]);
  });
});

describe('an S3-compatible store', () => {
  const open = async (more: Partial<S3FolderOptions> = {}) => {
    const tiles = new S3Tiles({ ...onFake(), ...more });
    await tiles.start();
    return tiles;
  };
  afterEach(() => {
    fake.weather.splice(0);
    fake.ignoresConditions = false;
  });

  it('is asked again after busy answers, cut connections and silence, whether or not the write was carried out', async () => {
    const tiles = await open({ timeoutMs: 300 });
    fake.weather.push(503, 'cut-before', 'hang', 'cut-after');
    await tiles.write('tile/0/000', bytes('tile'));
    expect(Buffer.from((await tiles.read('tile/0/000')) ?? []).toString()).toBe('tile');
    await tiles.publishCheckpoint(note(1, 1));
    fake.weather.push('well', 'cut-after');
    expect(await tiles.publishCheckpoint(note(2, 2))).toBe(2);
    expect(Buffer.from((await tiles.read('checkpoint')) ?? []).toString()).toBe(note(2, 2));
  });

  it('says what is wrong by a code', async () => {
    await expect(open({ secretAccessKey: 'another' })).rejects.toMatchObject({ code: 'storage/denied', params: { bucket: 'town' } });
    await expect(open({ bucket: 'village' })).rejects.toMatchObject({ code: 'storage/no-bucket' });
    await expect(open({ url: 'http://127.0.0.1:9', tries: 2 })).rejects.toMatchObject({ code: 'storage/unreachable' });
    fake.weather.push(500, 500, 500);
    await expect(open({ tries: 3 })).rejects.toMatchObject({ code: 'storage/unreachable', params: { detail: 'SlowDown' } });
    fake.weather.push(400);
    await expect(open()).rejects.toMatchObject({ code: 'storage/refused', params: { status: 400 } });
  });

  it('has written nothing when it is not found', async () => {
    const tiles = await open();
    fake.weather.push(404);
    await expect(tiles.write('tile/0/000', bytes('tile'))).rejects.toMatchObject({ code: 'storage/refused', params: { status: 404 } });
    expect(await tiles.read('tile/0/000')).toBeNull();
  });

  it('that ignores conditions carries no ledger', async () => {
    fake.ignoresConditions = true;
    await expect(open()).rejects.toMatchObject({ code: 'storage/no-conditions' });
  });

  it('never hands out damaged bytes', async () => {
    const options = onFake();
    const blobs = new S3Blobs(options);
    const digest = await blobs.put(bytes('a photograph'));
    (fake.objects as Map<string, Uint8Array>).set(`${options.prefix}${digest.slice(0, 2)}/${digest}`, bytes('a photogroph'));
    await expect(blobs.get(digest)).rejects.toThrow('damaged');
  });
});
