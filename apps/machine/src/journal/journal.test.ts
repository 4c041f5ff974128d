import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ed25519Signer, genesisDigest, type JournalRecord } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { settle } from '../../testing/fake-clock.ts';
import { fakeDisk } from '../../testing/fake-disk.ts';
import { type JournalFile, openJournalFile } from './file.ts';
import { JournalBroken, openJournal } from './journal.ts';
import { replay } from './replay.ts';

const DEV = 'machine-1';
const signer = await ed25519Signer(new Uint8Array(32).fill(3));
const known = { dev: DEV, key: signer.publicKey, genesis: genesisDigest(DEV, signer.kid) };
const time = () => ({ wall: new Date('2026-11-22T08:00:00.000Z'), monoMs: 12, quality: 'local' as const });

async function openOn(file: JournalFile, heard: JournalRecord[] = []) {
  const opened = await openJournal({ file, dev: DEV, signer, time, onRecord: (record) => heard.push(record) });
  if (!opened.ok) throw new Error(opened.code);
  return opened.value;
}

async function threeRecords(): Promise<Uint8Array> {
  const disk = fakeDisk();
  const journal = await openOn(disk.journal);
  await journal.append({ type: 'boot', data: {} });
  await journal.append(
    { type: 'use.reserved', jti: 'a', data: { n: 1, reason: 'with a space' } },
    { type: 'use.voided', jti: 'a', data: { n: 1 } },
  );
  return disk.bytes();
}

async function diskWith(bytes: Uint8Array) {
  const disk = fakeDisk();
  await disk.journal.append(bytes);
  await disk.journal.sync();
  return disk;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yinzheng-journal-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('what was appended is read back in a new life, in order, by the same fold', async () => {
  const path = join(folder, 'a.jsonl');
  const first: JournalRecord[] = [];
  const journal = await openOn(await openJournalFile(path), first);
  await Promise.all([
    journal.append({ type: 'boot', data: { version: '1' } }),
    journal.append({ type: 'finger.match', jti: 'a', data: { slot: 7 } }),
    journal.append({ type: 'use.opened', jti: 'a', data: {} }),
  ]);
  expect(journal.boot).toBe(1);
  await journal.close();

  const second: JournalRecord[] = [];
  const again = await openOn(await openJournalFile(path), second);
  expect(second).toEqual(first);
  expect(second.map(({ seq, type }) => [seq, type])).toEqual([
    [0, 'boot'],
    [1, 'finger.match'],
    [2, 'use.opened'],
  ]);
  expect(again.boot).toBe(2);
  expect(again.head).toEqual({ seq: 2, h: first[2]?.h });
  expect(await again.read(1, 10)).toEqual(first.slice(1));
  expect(await again.read(3, 10)).toEqual([]);
  await again.close();
});

test('a tail torn at any byte is cut and said, and no whole record is lost', async () => {
  const whole = await threeRecords();
  const ends = [...whole].flatMap((byte, at) => (byte === 10 ? [at + 1] : []));
  for (let size = 0; size <= whole.length; size++) {
    const disk = await diskWith(whole.slice(0, size));
    const heard: JournalRecord[] = [];
    await openOn(disk.journal, heard);
    // A record whose line end alone is missing is whole: it stays.
    const kept = ends.filter((end) => end - 1 <= size && size > 0).length;
    const isClean = size === 0 || ends.includes(size) || ends.includes(size + 1);
    expect(heard.map(({ type }) => type)).toEqual([
      ...['boot', 'use.reserved', 'use.voided'].slice(0, kept),
      ...(isClean ? [] : ['recover.torn']),
    ]);
    const again = await replay(disk.bytes(), known);
    expect(again.ok && again.value.torn.length).toBe(0);
  }
});

test('any flipped bit in what was acknowledged is caught, in the last record too, and never taken for a torn tail', async () => {
  const whole = await threeRecords();
  for (let bit = 0; bit < whole.length * 8; bit += 3) {
    const bad = whole.slice();
    bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(await replay(bad, known), `bit ${bit}`).toMatchObject({ ok: false, code: 'machine/journal-damaged' });
  }
});

test('a record taken out of the middle, or records of another machine, are caught', async () => {
  const whole = Buffer.from(await threeRecords())
    .toString('utf8')
    .split('\n');
  const without = Buffer.from([whole[0], whole[2], ''].join('\n'));
  expect(await replay(without, known)).toMatchObject({ ok: false, code: 'machine/journal-damaged' });
  expect(await replay(Buffer.from(whole.join('\n')), { ...known, dev: 'machine-2' })).toMatchObject({ ok: false });
});

test('blocks that were allotted but never written are a torn tail', async () => {
  const whole = await threeRecords();
  const disk = await diskWith(Buffer.concat([whole, Buffer.alloc(300), Buffer.from('tail of a record"}\n')]));
  const heard: JournalRecord[] = [];
  await openOn(disk.journal, heard);
  expect(heard.at(-1)).toMatchObject({ type: 'recover.torn', seq: 3 });
});

test('a write or a sync that fails refuses this append and every later one', async () => {
  for (const broken of ['append', 'sync'] as const) {
    const disk = fakeDisk();
    let isFull = false;
    const full = async () => {
      throw new Error('no space left on device');
    };
    const file: JournalFile = {
      ...disk.journal,
      [broken]: (bytes: Uint8Array) => (isFull ? full() : disk.journal[broken](bytes)),
    };
    const journal = await openOn(file);
    await journal.append({ type: 'boot', data: {} });
    isFull = true;
    await expect(journal.append({ type: 'power', data: {} })).rejects.toBeInstanceOf(JournalBroken);
    isFull = false;
    await expect(journal.append({ type: 'power', data: {} })).rejects.toBeInstanceOf(JournalBroken);
    expect(journal.head.seq).toBe(0);
  }
});

test('nothing is acknowledged before it is synced', async () => {
  const disk = fakeDisk();
  let allow = (): void => undefined;
  const file: JournalFile = { ...disk.journal, sync: () => new Promise((resolve) => (allow = () => resolve(disk.journal.sync()))) };
  const journal = await openOn(file);
  let isAcknowledged = false;
  const appended = journal.append({ type: 'boot', data: {} }).then(() => {
    isAcknowledged = true;
  });
  await vi.waitFor(() => expect(disk.bytes().length).toBeGreaterThan(0));
  await settle();
  expect(isAcknowledged).toBe(false);
  allow();
  await appended;
});
