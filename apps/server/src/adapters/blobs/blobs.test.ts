import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sha256Hex } from '@yinzheng/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Blobs } from '../../ports/blobs.ts';
import type { TileStore } from '../../ports/tiles.ts';
import { FolderBlobs } from './folder-blobs.ts';
import { FolderTiles } from './folder-tiles.ts';
import { MemoryBlobs, MemoryTiles } from './memory-blobs.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'blobs-'));
});
afterAll(() => rm(root, { recursive: true }));

describe.each([
  ['in a folder', async () => Object.assign(new FolderBlobs(path.join(root, 'blobs')))],
  ['in memory', async () => new MemoryBlobs()],
] as [string, () => Promise<Blobs & { start?(): Promise<void> }>][])('blobs %s', (_, make) => {
  let blobs: Blobs & { start?(): Promise<void> };
  beforeAll(async () => {
    blobs = await make();
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

describe.each([
  ['in a folder', () => new FolderTiles(path.join(root, 'log'))],
  ['in memory', () => new MemoryTiles()],
] as [string, () => TileStore & { start?(): Promise<void> }][])('ledger files %s', (_, make) => {
  let tiles: TileStore & { start?(): Promise<void> };
  beforeAll(async () => {
    tiles = make();
    await tiles.start?.();
  });

  it('keep a full tile as it was first written, and replace partial ones and the checkpoint', async () => {
    await tiles.write('tile/0/x001/x234/067', bytes('full'));
    await tiles.write('tile/0/x001/x234/067', bytes('full'));
    await expect(tiles.write('tile/0/x001/x234/067', bytes('else'))).rejects.toThrow('other bytes');
    for (const path of ['tile/entries/000.p/3', 'checkpoint']) {
      await tiles.write(path, bytes('old'));
      await tiles.write(path, bytes('new'));
      expect(Buffer.from((await tiles.read(path)) ?? []).toString()).toBe('new');
    }
    expect(await tiles.read('tile/1/000')).toBeNull();
  });

  it('know no other paths', async () => {
    for (const path of ['../key', 'tile/0/1', '/checkpoint', 'drafts/x'])
      await expect((async () => tiles.read(path))()).rejects.toThrow('no path');
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
