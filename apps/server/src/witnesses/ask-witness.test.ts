import {
  appendLeaves,
  cosigner,
  leafHash,
  type NoteSigner,
  parseVkey,
  signCheckpoint,
  tilePath,
  utf8,
  type Witness,
} from '@yinzheng/ledger';
import { beforeEach, expect, it } from 'vitest';
import { logNamed, seedNamed } from '../../../../test/arbitraries/town.ts';
import { MemoryTiles } from '../adapters/blobs/memory-blobs.ts';
import { MemoryWitnesses } from '../adapters/witnesses/memory-witnesses.ts';
import { tileReader } from '../ledger/mod.ts';
import { askWitness } from './ask-witness.ts';

const URL = 'memory:w';
let log: NoteSigner;
let line: MemoryWitnesses;
let witness: Witness & { readonly url: string };
let ask: (size: number, known: number) => ReturnType<typeof askWitness>;

beforeEach(async () => {
  log = await logNamed('log.example');
  line = new MemoryWitnesses(() => 1_800_000_000);
  const key = parseVkey(log.vkey);
  const it = await cosigner('w.example', seedNamed('w'));
  line.add(URL, it, key.ok ? [key.value] : []);
  witness = { name: 'w', key: it.key, url: URL };
  const tiles = new MemoryTiles();
  const notes = new Map<number, string>();
  for (let size = 0; size < 300; size += 1) {
    const grown = await appendLeaves(size, tileReader(tiles), [leafHash(utf8(`${size}`))]);
    for (const tile of grown.tiles) await tiles.write(tilePath(tile.level, tile.index, tile.width), tile.bytes);
    notes.set(size + 1, await signCheckpoint({ origin: log.name, size: size + 1, root: grown.root }, log));
  }
  ask = (size, known) => askWitness({ tiles, line }, witness, { size, note: notes.get(size) ?? '' }, known);
});

it('proves growth from the size that the witness names, whatever we thought', async () => {
  expect(await ask(7, 0)).toMatchObject({ kind: 'cosigned', line: expect.stringMatching(/^— w\.example \S+\n$/) });
  expect(await ask(280, 0)).toMatchObject({ kind: 'cosigned' });
  expect(await ask(300, 299)).toMatchObject({ kind: 'cosigned' });
  expect(await ask(300, 300)).toMatchObject({ kind: 'cosigned' });
  expect(line.sizeAt(URL)).toBe(300);
});

it('says when the witness knows more than we have', async () => {
  await ask(300, 0);
  expect(await ask(20, 20)).toEqual({ kind: 'ahead', size: 300 });
});

it('takes nobody’s word but the witness’s own key’s, over this very checkpoint', async () => {
  const other = await cosigner('w.example', seedNamed('someone else'));
  const checkpoint = { origin: log.name, size: 7, root: new Uint8Array(32) };
  const lies = ['', 'ok\n', await other.cosign(checkpoint, 1), await (await cosigner('w.example', seedNamed('w'))).cosign(checkpoint, 1)];
  for (const text of lies) {
    line.instead.set(URL, { kind: 'answered', text });
    expect(await ask(7, 0), text).toMatchObject({ kind: 'refused' });
  }
});

it('does not let a witness that keeps naming sizes hold it', async () => {
  line.instead.set(URL, { kind: 'other-size', size: 3 });
  expect(await ask(7, 0)).toMatchObject({ kind: 'refused' });
});
