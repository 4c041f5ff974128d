import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openKeyring } from './folder-keyring.ts';
import { loadSeed } from './seeds.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'keyring-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it('makes a seed the first time and finds the same one ever after', async () => {
  const keys = path.join(dir, 'keys');
  const seed = await loadSeed(keys, 'server');
  expect(seed).toHaveLength(32);
  expect(new Set(seed).size).toBeGreaterThan(8);
  expect(await loadSeed(keys, 'server')).toEqual(seed);
  expect(await loadSeed(keys, 'log')).not.toEqual(seed);
  expect((await stat(path.join(keys, 'server'))).mode & 0o777).toBe(0o600);
  expect((await stat(keys)).mode & 0o777).toBe(0o700);
  expect((await readdir(keys)).sort()).toEqual(['log', 'server']);
});

it('two that make it at once agree on one', async () => {
  const seeds = await Promise.all([1, 2, 3, 4].map(() => loadSeed(dir, 'server')));
  const kept = await readFile(path.join(dir, 'server'));
  for (const seed of seeds) expect(seed).toEqual(kept);
});

it('refuses a file that was cut short, and leaves it as it is', async () => {
  const file = path.join(dir, 'server');
  await writeFile(file, Buffer.alloc(31), { mode: 0o600 });
  await expect(loadSeed(dir, 'server')).rejects.toMatchObject({ code: 'data/bad-key', params: { path: file } });
  expect(await readFile(file)).toHaveLength(31);
});

it.runIf(process.platform !== 'win32')('refuses a file that others may read', async () => {
  await loadSeed(dir, 'server');
  await chmod(path.join(dir, 'server'), 0o640);
  await expect(loadSeed(dir, 'server')).rejects.toMatchObject({ code: 'data/bad-key' });
});

it('holds the first key of each kind, and every one made since, after a restart too', async () => {
  const ring = await openKeyring(dir, 'town.example/log');
  expect([ring.server.length, ring.log.length]).toEqual([1, 1]);
  const made = await Promise.all([ring.make('log'), ring.make('log'), ring.make('server')]);
  expect(made.map(({ holder }) => holder)).toEqual([
    { kind: 'log', origin: 'town.example/log' },
    { kind: 'log', origin: 'town.example/log' },
    { kind: 'server' },
  ]);
  expect((await readdir(dir)).sort()).toEqual(['log', 'log.2', 'log.3', 'server', 'server.2']);
  const again = await openKeyring(dir, 'town.example/log');
  expect(again.server.map(({ kid }) => kid)).toEqual(ring.server.map(({ kid }) => kid));
  expect(new Set(again.log.map(({ vkey }) => vkey))).toEqual(new Set(ring.log.map(({ vkey }) => vkey)));
  await rm(path.join(dir, 'log'));
  expect((await openKeyring(dir, 'town.example/log')).log).toHaveLength(2);
});

it('says when the folder cannot be', async () => {
  await writeFile(path.join(dir, 'file'), '');
  await expect(loadSeed(path.join(dir, 'file'), 'server')).rejects.toMatchObject({ code: 'data/not-writable' });
});
