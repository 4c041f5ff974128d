import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signerNamed, TOWN } from '../../../test/arbitraries/town.ts';
import { text, utf8 } from './encoding.ts';
import type { Entry } from './entry.ts';
import { decodeEntry, encodeEntry } from './entry-codec.ts';
import { genesisDigest, type JournalDraft, type JournalRecord, sealRecord, verifyRecord } from './journal.ts';

const AT = '2026-11-22T06:05:00.000Z';
const draft = (seq: number, prev: string, data: Record<string, unknown> = { n: seq }): JournalDraft => ({
  dev: 'machine-1',
  seq,
  prev,
  boot: 1,
  mono: seq * 2.5,
  wall: AT,
  tq: 'local',
  type: 'use.reserved',
  data,
});

async function chain(length: number): Promise<readonly JournalRecord[]> {
  const signer = await signerNamed('machine');
  const records: JournalRecord[] = [];
  for (let seq = 0; seq < length; seq += 1)
    records.push(await sealRecord(signer, draft(seq, records.at(-1)?.h ?? genesisDigest('machine-1', signer.kid))));
  return records;
}

describe('a machine’s journal', () => {
  it('is a chain in which each record holds', async () => {
    const { publicKey, kid } = await signerNamed('machine');
    const records = await chain(5);
    for (const [at, record] of records.entries())
      expect(await verifyRecord(record, publicKey, records[at - 1]?.h ?? genesisDigest('machine-1', kid))).toEqual({
        ok: true,
        value: true,
      });
  });

  it('shows a record that was left out, changed, or sealed by another key', async () => {
    const { publicKey } = await signerNamed('machine');
    const [first, second, third] = (await chain(3)) as [JournalRecord, JournalRecord, JournalRecord];
    expect(await verifyRecord(third, publicKey, first.h)).toMatchObject({ code: 'machine/journal-gap' });
    expect(await verifyRecord({ ...second, seq: 7 }, publicKey, first.h)).toMatchObject({ code: 'machine/bad-signature' });
    expect(await verifyRecord({ ...second, sig: third.sig }, publicKey, first.h)).toMatchObject({ code: 'machine/bad-signature' });
    expect(await verifyRecord(second, (await signerNamed('clone')).publicKey, first.h)).toMatchObject({ code: 'machine/bad-signature' });
  });

  it('begins differently for each machine and key', async () => {
    expect(new Set([genesisDigest('a', 'b'), genesisDigest('a', 'c'), genesisDigest('b', 'b'), genesisDigest('a\nb', 'c')]).size).toBe(4);
  });
});

describe('an entry', () => {
  const entryOf = async (data: Record<string, unknown>): Promise<Entry> => {
    const signer = await signerNamed('machine');
    return { v: 1, kind: 'machine.recorded', town: TOWN, at: AT, facts: await sealRecord(signer, draft(0, '0'.repeat(64), data)) };
  };

  it('comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()).filter((data) => !JSON.stringify(data).includes('__proto__')),
        async (data) => {
          const entry = await entryOf(JSON.parse(JSON.stringify(data)));
          expect(decodeEntry(encodeEntry(entry))).toEqual({ ok: true, value: entry });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('with a key `__proto__` anywhere is not sealed, not taken, not written and not read', async () => {
    const data = JSON.parse('{" ":{"__proto__":{}}}');
    const signer = await signerNamed('machine');
    await expect(sealRecord(signer, draft(0, '0'.repeat(64), data))).rejects.toThrow(TypeError);
    const { facts } = (await entryOf({ ' ': {} })) as { facts: JournalRecord };
    expect(await verifyRecord({ ...facts, data }, signer.publicKey, null)).toMatchObject({ code: 'machine/bad-signature' });
    const entry = { ...(await entryOf({})), facts: { ...facts, data } } as Entry;
    expect(() => encodeEntry(entry)).toThrow(TypeError);
    const written = text(encodeEntry(await entryOf({ ' ': { a: {} } })));
    expect(decodeEntry(utf8(written.replace('{"a":', '{"__proto__":')))).toMatchObject({ code: 'json/forbidden-key' });
  });

  it('has one spelling, a known shape and a limit', async () => {
    const json = text(encodeEntry(await entryOf({})));
    expect(decodeEntry(utf8(` ${json}`))).toMatchObject({ code: 'json/not-canonical' });
    expect(decodeEntry(utf8(json.replace('"v":1}', '"v":1,"x":1}')))).toMatchObject({ ok: false });
    expect(decodeEntry(utf8('{"v":1}'))).toMatchObject({ code: 'shape/wrong' });
    expect(decodeEntry(Uint8Array.of(0xff))).toMatchObject({ code: 'json/unreadable' });
    expect(decodeEntry(new Uint8Array(65_536))).toMatchObject({ code: 'entry/too-large' });
    const large = await entryOf({ x: 'x'.repeat(66_000) });
    expect(() => encodeEntry(large)).toThrow(RangeError);
  });

  it('of a shape that nobody could read is never written', async () => {
    const entry = await entryOf({});
    expect(() => encodeEntry({ ...entry, town: '33' })).toThrow(TypeError);
    expect(() => encodeEntry({ ...entry, applicant: '示例·居民甲' } as unknown as Entry)).toThrow(TypeError);
  });
});
