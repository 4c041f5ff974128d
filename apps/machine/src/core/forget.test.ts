import type { CommandMessage } from '@yinzheng/contract';
import { sha256Hex, utf8 } from '@yinzheng/ledger';
import { expect, test } from 'vitest';
import { bench } from '../../testing/fake-machine.ts';

async function ready() {
  const it = await bench();
  const booted = await it.boot();
  if (!booted.ok) throw new Error(booted.code);
  return { it, core: booted.value };
}

const forget = (jti: string, files: readonly string[], id = `forget-${jti}`): CommandMessage => ({
  v: 1,
  id,
  kind: 'forget',
  at: new Date().toISOString(),
  jti,
  files: [...files],
});

test('what is over is forgotten: the authorisation’s text and its files, also after a restart; the journal stays as it was', async () => {
  const { it, core } = await ready();
  const jws = await it.wish({ jti: 'jti-1' });
  await core.commands.receive(it.command(jws, 'command-1'));
  const photo = await it.disk.store.saveFile(utf8('a photograph'));
  expect(await core.commands.receive(forget('jti-1', [photo], 'too-early'))).toMatchObject({
    state: 'rejected',
    code: 'erasure/not-ended',
  });
  expect(await it.disk.store.loadFile(photo)).not.toBeNull();

  await core.commands.receive({ v: 1, id: 'revoke-1', kind: 'revoke', at: new Date().toISOString(), jti: 'jti-1', reason: 'over' });
  const records = it.records().length;
  const pages = core.memory.known('jti-1')?.claims.filed.pages ?? [];
  const [first, second] = [
    await core.commands.receive(forget('jti-1', [photo, ...pages])),
    await core.commands.receive(forget('jti-1', [])),
  ];
  expect(first).toMatchObject({ state: 'done' });
  expect(second).toEqual(first);
  expect(await it.disk.store.loadFile(photo)).toBeNull();
  expect(core.memory.all()).toEqual([]);
  expect(JSON.stringify(await it.disk.store.loadCommands())).not.toContain(jws);
  expect(it.records()).toHaveLength(records);

  const again = await it.boot();
  if (!again.ok) throw new Error(again.code);
  expect(again.value.memory.all()).toEqual([]);
  expect(await again.value.commands.receive(it.command(jws, 'command-1'))).toMatchObject({ state: 'accepted' });
  expect(again.value.memory.all()).toEqual([]);
  expect(again.value.memory.receivedDigest('jti-1')).toBe(sha256Hex(utf8(jws)));
});

test('a page that another authorisation still needs stays', async () => {
  const { it, core } = await ready();
  await core.commands.receive(it.command(await it.wish({ jti: 'jti-1' })));
  const page = await it.disk.store.saveFile(utf8('one page'));
  const needed = core.memory.known('jti-1')?.claims.filed.pages[0] ?? '';
  const kept: string[] = [];
  const watched = { ...it.disk.store, dropFile: async (digest: string) => void kept.push(digest) };
  const again = await it.boot({ store: watched });
  if (!again.ok) throw new Error(again.code);
  expect(await again.value.commands.receive(forget('jti-unknown', [page, needed]))).toMatchObject({ state: 'done' });
  expect(kept).toEqual([page]);
});
