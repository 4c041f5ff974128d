import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  filler,
  firstEntries,
  logOf,
  logOfSize,
  machineRecords,
  recordEntry,
  rosterEntries,
  type SampleLog,
  sourceOf,
} from '../../../../test/arbitraries/log.ts';
import { act } from '../../../../test/arbitraries/receipt.ts';
import { instant, nextStatement, OFFICERS, sampleRoster, signRoster, type Town, town } from '../../../../test/arbitraries/town.ts';
import { sha256 } from '../canonical.ts';
import { text, utf8 } from '../encoding.ts';
import { encodeEntry } from '../entry-codec.ts';
import type { JournalRecord } from '../journal.ts';
import { openCheckpoint, signCheckpoint } from '../notes/checkpoint.ts';
import { cosigner } from '../notes/cosigner.ts';
import { signNote } from '../notes/note.ts';
import { parsePolicy, policyOf } from '../notes/policy.ts';
import { checkLog, type LogCheckOptions } from './check-log.ts';
import { checkPart } from './check-part.ts';
import type { LogReport } from './report.ts';

const trust = (vkey: string) => {
  const policy = policyOf(vkey);
  if (!policy.ok) throw new Error(policy.code);
  return { policy: policy.value };
};
const check = ({ source, vkey }: Pick<SampleLog, 'source' | 'vkey'>, options?: LogCheckOptions) => checkLog(source, trust(vkey), options);
const codes = (report: LogReport) => report.problems.map(({ code }) => code);

/** The same log with other bytes in one file; null: without it. */
const damaged = (log: SampleLog, path: string, bytes: Uint8Array | null): Pick<SampleLog, 'source' | 'vkey'> => {
  const files = new Map(log.files);
  if (bytes) files.set(path, bytes);
  else files.delete(path);
  return { source: sourceOf(files), vkey: log.vkey };
};

const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
  const changed = bytes.slice();
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
};

/** The files that a log of this size is checked by, for those of earlier sizes may lie about. */
const needed = async (log: SampleLog): Promise<readonly string[]> => {
  const read = new Set<string>();
  const source = {
    read: async (path: string) => {
      if (log.files.has(path)) read.add(path);
      return log.source.read(path);
    },
  };
  await checkLog(source, trust(log.vkey));
  return [...read];
};

let of: Town;
beforeAll(async () => {
  of = await town();
});

describe('a log that is as it should be', () => {
  it.each([0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 66_100])('of %i entries passes', async (size) => {
    const log = await logOfSize(size);
    const report = await check(log);
    expect(report).toMatchObject({ ok: true, problems: [], isComplete: true, checkpoint: { size, witnesses: [] }, remarks: [] });
    expect(report.tiles).toBe([...log.files.keys()].filter((path) => /^tile\/\d/.test(path)).length);
    expect(report.bytes).toBe([...log.files].reduce((sum, [path, { length }]) => sum + (path.startsWith('tile/entries') ? length : 0), 0));
  });

  it('passes however it grew, with the tiles of every size on the way lying about or gone', async () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(255, 256, 257)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (counts, isTidy) => {
        const sizes = counts.map((_, at) => counts.slice(0, at + 1).reduce((sum, count) => sum + count, 0));
        const log = await logOfSize(sizes.at(-1) ?? 0, sizes);
        if (isTidy) {
          const kept = new Set(await needed(log));
          for (const path of log.files.keys()) if (!kept.has(path)) log.files.delete(path);
        }
        expect(await check(log)).toMatchObject({ ok: true, problems: [] });
      }),
      { numRuns: 25 },
    );
  });

  it('passes at an earlier checkpoint when partial tiles have given way to full ones', async () => {
    const log = await logOfSize(700);
    const { files } = await logOfSize(300);
    const early = new Map([...log.files, ['checkpoint', files.get('checkpoint') ?? new Uint8Array()] as const]);
    for (const path of ['tile/entries/001', 'tile/0/001']) expect(early.has(path)).toBe(true);
    early.set('tile/1/000.p/1', files.get('tile/1/000.p/1') ?? new Uint8Array());
    expect(await check({ source: sourceOf(early), vkey: log.vkey })).toMatchObject({ ok: true, checkpoint: { size: 300 } });
  });

  it('has a whole request, and machines whose signatures all count', async () => {
    const log = await logOf([...(await firstEntries()), filler(0)]);
    const report = await check(log);
    expect(report).toMatchObject({ ok: true, machines: 1, roster: { seq: 1 }, entries: { 'roster.signed': 2, 'request.decided': 2 } });
    expect(report.signatures).toBe(4 + 2 + (report.entries['machine.recorded'] ?? 0));
    expect(await check(log, { signatures: 'roster' })).toMatchObject({ ok: true, signatures: 4 });
  });

  it('tells an erasure by two people with their posts from one that somebody made alone', async () => {
    const erased = (askedBy: string, confirmedBy: string) =>
      encodeEntry(
        act('person.erased', instant(60), {
          of: { kind: 'person', person: 'clerk-9' },
          ground: 'purpose-ended',
          commitments: [],
          files: [],
          askedBy,
          confirmedBy,
        }),
      );
    const entries = [erased('administrator-1', 'auditor-1'), erased('auditor-1', 'auditor-1'), erased('auditor-1', 'approver-1')];
    const report = await check(await logOf([...(await rosterEntries()), ...entries]));
    expect(report.problems.map(({ code, index }) => [code, index])).toEqual([
      ['erasure/one-person', 3],
      ['approval/post-not-held', 4],
    ]);
  });
});

describe('whatever is changed in a file', () => {
  /** Whether the tree itself finds a flipped bit, whatever the entry then says. */
  async function expectFound(log: SampleLog, step: number): Promise<void> {
    for (const path of await needed(log)) {
      const bytes = log.files.get(path) as Uint8Array;
      for (let bit = 0; bit < bytes.length * 8; bit += step) {
        const report = await check(damaged(log, path, flipped(bytes, bit)), { signatures: 'roster', mostProblems: 1000 });
        const isFound = report.problems.some(({ code }) => /^(log|tile|note|checkpoint)\//.test(code));
        if (report.ok || !isFound) throw new Error(`bit ${bit} of ${path} went unseen`);
      }
    }
  }

  it('is found: every bit of every tile, bundle and checkpoint of a small log', async () => {
    await expectFound(await logOf(Array.from({ length: 7 }, (_, at) => filler(at))), 1);
  });

  it('is found in every 97th bit of one with full tiles and a second level', async () => {
    await expectFound(await logOf(Array.from({ length: 258 }, (_, at) => utf8(`${at}`))), 97);
  });

  it('is found in samples of a large one, and told once by its own name', async () => {
    const log = await logOfSize(66_000);
    const paths = await needed(log);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), async (path, pick) => {
        const bytes = log.files.get(path) as Uint8Array;
        const report = await check(damaged(log, path, flipped(bytes, pick % (bytes.length * 8))), { signatures: 'roster' });
        expect(report.ok).toBe(false);
        if (/^tile\/\d/.test(path)) expect(report.problems).toMatchObject([{ code: 'log/tile-wrong', path }]);
      }),
      { numRuns: 5 },
    );
  });

  it('is told by the place of the entry, the tile and the byte', async () => {
    const log = await logOfSize(600);
    const tile = log.files.get('tile/0/001') as Uint8Array;
    const tileReport = await check(damaged(log, 'tile/0/001', flipped(tile, 32 * 5 * 8)));
    expect(tileReport.problems).toMatchObject([{ code: 'log/tile-wrong', path: 'tile/0/001', byte: 160 }]);
    expect(tileReport.problems[0]?.en).toContain('tile/0/001 differs, from byte 160 on');
    expect(tileReport.problems[0]?.zh).toContain('tile/0/001 从第 160 字节起');
    const bundle = log.files.get('tile/entries/002.p/88') as Uint8Array;
    const entryReport = await check(damaged(log, 'tile/entries/002.p/88', flipped(bundle, (bundle.length - 10) * 8)));
    expect(codes(entryReport)).toContain('log/entry-changed');
    expect(entryReport.problems[0]).toMatchObject({ index: 599 });
  });

  it('is found when files are missing, cut, padded, swapped or of another log', async () => {
    const log = await logOfSize(700);
    for (const path of await needed(log)) {
      const bytes = log.files.get(path) as Uint8Array;
      const missing = await check(damaged(log, path, null));
      expect(missing.problems[0], path).toMatchObject({ code: 'log/missing-file', path });
      expect((await check(damaged(log, path, bytes.slice(0, -1)))).ok, path).toBe(false);
      expect((await check(damaged(log, path, Uint8Array.of(...bytes, 0)))).ok, path).toBe(false);
      expect((await check(damaged(log, path, new Uint8Array()))).ok, path).toBe(false);
      expect((await check(damaged(log, path, Uint8Array.of(...bytes, ...bytes)))).ok, path).toBe(false);
    }
    for (const [one, two] of [
      ['tile/0/000', 'tile/0/001'],
      ['tile/entries/000', 'tile/entries/001'],
    ] as const) {
      const files = new Map(log.files);
      files.set(one, log.files.get(two) as Uint8Array).set(two, log.files.get(one) as Uint8Array);
      expect((await check({ source: sourceOf(files), vkey: log.vkey })).ok).toBe(false);
    }
  });

  it('goes on after a missing file, and finds the next trouble too', async () => {
    const log = await logOfSize(1500);
    const files = new Map(log.files);
    files.delete('tile/entries/001');
    files.delete('tile/1/000.p/5');
    files.set('tile/0/003', flipped(log.files.get('tile/0/003') as Uint8Array, 9));
    const report = await check({ source: sourceOf(files), vkey: log.vkey });
    expect(report).toMatchObject({ ok: false, isComplete: true });
    expect(report.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'log/missing-file tile/1/000.p/5',
      'log/missing-file tile/entries/001',
      'log/tile-wrong tile/0/003',
    ]);
  });

  it('is found when entries and their tile were both replaced', async () => {
    const log = await logOfSize(1000);
    const other = await logOf([...log.entries.slice(0, 300), utf8('another'), ...log.entries.slice(301)]);
    const files = new Map(log.files);
    for (const path of ['tile/entries/001', 'tile/0/001']) files.set(path, other.files.get(path) as Uint8Array);
    const report = await check({ source: sourceOf(files), vkey: log.vkey });
    expect(report.problems).toContainEqual(expect.objectContaining({ code: 'log/other-entries', index: 256 }));
    files.set('tile/1/000.p/3', other.files.get('tile/1/000.p/3') as Uint8Array);
    expect(codes(await check({ source: sourceOf(files), vkey: log.vkey }))).toContain('log/other-root');
  });

  it('ends when there are too many problems to be worth telling', async () => {
    const log = await logOfSize(3000);
    const bare = new Map([...log.files].filter(([path]) => !path.startsWith('tile/entries')));
    const report = await check({ source: sourceOf(bare), vkey: log.vkey }, { mostProblems: 5 });
    expect(report).toMatchObject({ ok: false, isComplete: false });
    expect(report.problems).toHaveLength(5);
  });
});

describe('the checkpoint', () => {
  it('is that of the trusted log; the rest is checked against it all the same', async () => {
    const log = await logOfSize(300);
    const stranger = await signNote(`${of.log.name}\n300\n${'A'.repeat(43)}=\n`, [of.log]);
    expect(codes(await check(damaged(log, 'checkpoint', utf8(stranger))))).toEqual(['log/other-root']);
    const unsigned = new TextDecoder().decode(log.files.get('checkpoint')).replace(/\n— [^\n]+ /, '\n— other ');
    expect(await check(damaged(log, 'checkpoint', utf8(unsigned)))).toMatchObject({
      problems: [{ code: 'note/unsigned', path: 'checkpoint' }],
      entries: { 'request.withdrawn': 298 },
    });
    expect(await check(damaged(log, 'checkpoint', utf8('hello')))).toMatchObject({ checkpoint: null, isComplete: false });
  });

  it('is held against the policy’s witnesses; lines of others are told and count for nothing', async () => {
    const log = await logOfSize(3);
    const note = new TextDecoder().decode(log.files.get('checkpoint'));
    const opened = await openCheckpoint(log.vkey, note);
    if (!opened.ok) throw new Error(opened.code);
    const [one, two, stranger] = await Promise.all(['one', 'two', 'stranger'].map((name) => cosigner(name, sha256(utf8(name)))));
    if (!one || !two || !stranger) throw new Error('three cosigners');
    const policy = parsePolicy(`log ${log.vkey}\nwitness 1 ${one.vkey}\nwitness 2 ${two.vkey}\ngroup both all 1 2\nquorum both\n`);
    if (!policy.ok) throw new Error(policy.code);
    const signedBy = async (...by: (typeof one)[]) => {
      const lines = await Promise.all(by.map((it) => it.cosign(opened.value, 1_800_000_000)));
      return checkLog(damaged(log, 'checkpoint', utf8(note + lines.join(''))).source, { policy: policy.value });
    };
    expect(await signedBy(one, two)).toMatchObject({ ok: true, checkpoint: { witnesses: [{ name: '1' }, { name: '2' }] }, remarks: [] });
    const lines = await Promise.all([one, two].map((it) => it.cosign(opened.value, 1_800_000_000)));
    const whole = utf8(note + lines.join(''));
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const { source } = damaged(log, 'checkpoint', flipped(whole, bit));
      expect((await checkLog(source, { policy: policy.value })).ok, `bit ${bit}`).toBe(false);
    }
    expect(await signedBy(one, stranger)).toMatchObject({
      ok: false,
      isAwaitingWitnesses: true,
      problems: [{ code: 'log/awaiting-witnesses', path: 'checkpoint' }],
      remarks: [{ code: 'receipt/unknown-signature' }],
    });
  });

  it('of a larger size than there are entries is told by the first that is missing', async () => {
    const log = await logOfSize(300);
    const root = new Uint8Array(32);
    const ahead = await signCheckpoint({ origin: of.log.name, size: 9_007_199_254_740_991, root }, of.log);
    const report = await check(damaged(log, 'checkpoint', utf8(ahead)), { mostProblems: 20 });
    expect(report).toMatchObject({ ok: false, isComplete: false });
    expect(report.problems).toHaveLength(20);
  });
});

describe('what the entries say', () => {
  const logged = async (records: readonly JournalRecord[]) =>
    check(await logOf([...(await rosterEntries()), ...records.map(recordEntry)]), { signatures: 'all' });
  let records: readonly JournalRecord[];
  beforeAll(async () => {
    records = await machineRecords(of, 12);
  });

  it('has each machine’s journal without a gap', async () => {
    expect(await logged(records)).toMatchObject({ ok: true, machines: 1 });
    expect((await logged(records.toSpliced(5, 1))).problems).toMatchObject([
      { code: 'log/journal-gap', index: 7, en: expect.stringContaining('record 5 should follow, entry 7 holds record 6') },
    ]);
    expect((await logged(records.slice(1))).problems).toMatchObject([{ code: 'log/journal-gap', index: 2 }]);
    expect(codes(await logged([...records, records[11] as JournalRecord]))).toEqual(['log/journal-again']);
    expect(codes(await logged(records.toSpliced(3, 2, records[4] as JournalRecord, records[3] as JournalRecord)))).toContain(
      'log/journal-gap',
    );
  });

  it('has records that their machine signed with a key of its own, which follow one another', async () => {
    const [first, second] = records as [JournalRecord, JournalRecord];
    expect(codes(await logged([first, { ...second, sig: first.sig }]))).toEqual(['machine/bad-signature']);
    expect(codes(await logged([first, { ...second, data: { changed: true } }]))).toEqual(['machine/bad-signature']);
    expect(codes(await logged([first, { ...second, prev: second.h }]))).toContain('log/journal-branch');
    expect(codes(await logged([{ ...first, dev: 'machine-2' }]))).toContain('log/not-the-machines-key');
    const early = await check(await logOf([recordEntry(first), ...(await rosterEntries())]));
    expect(codes(early)).toEqual(['log/before-roster']);
  });

  it('finds a record with another digest even when signatures are left out', async () => {
    const [first, second] = records as [JournalRecord, JournalRecord];
    const log = await logOf([...(await rosterEntries()), recordEntry(first), recordEntry({ ...second, data: { changed: true } })]);
    expect(codes(await check(log, { signatures: 'roster' }))).toEqual(['machine/bad-signature']);
  });

  it('has a roster whose every link counts; after one that does not, only that is told', async () => {
    const [founding, staff] = await sampleRoster(of);
    if (!founding || !staff) throw new Error('two links');
    const alone = await signRoster(of, nextStatement(founding.statement, staff.statement.at, staff.statement.changes), ['officer-1']);
    const entry = (link: typeof staff) =>
      encodeEntry({ v: 1, kind: 'roster.signed', town: link.statement.town, at: link.statement.at, facts: link });
    const report = await check(await logOf([entry(founding), entry(alone), ...records.map(recordEntry)]));
    expect(report.problems).toMatchObject([{ code: 'roster/not-two-officers', index: 1 }]);
    expect(report.roster).toMatchObject({ seq: 0 });
    expect(OFFICERS).toHaveLength(2);
  });

  it('has the founding that is known from elsewhere', async () => {
    const log = await logOfSize(3);
    const { roster } = await check(log);
    const founded = (founding: string) => checkLog(log.source, { ...trust(log.vkey), founding });
    expect(await founded(roster?.founding ?? '')).toMatchObject({ ok: true });
    expect((await founded('0'.repeat(64))).problems).toMatchObject([{ code: 'receipt/other-founding', index: 0 }]);
  });

  it('is in the form of an entry', async () => {
    const spaced = utf8(new TextDecoder().decode(filler(1)).replace(':', ': '));
    const report = await check(await logOf([...(await rosterEntries()), spaced, filler(2), utf8('{}')]));
    expect(report.problems).toMatchObject([
      { code: 'json/not-canonical', index: 2 },
      { code: 'shape/wrong', index: 4 },
    ]);
  });

  it('finds a decision that the approver did not sign', async () => {
    const entries = await firstEntries();
    const forged = entries.map((bytes) => utf8(new TextDecoder().decode(bytes).replace('"verdict":"approve"', '"verdict":"reject"')));
    const report = await check(await logOf(forged));
    expect(codes(report)).toEqual(['passkey/not-verified', 'passkey/not-verified']);
    expect((await check(await logOf(forged), { signatures: 'roster' })).ok).toBe(true);
  });
});

describe('an entry that was logged otherwise than it was signed', () => {
  /** With these entries instead, in a tree and under a checkpoint that are quite in order. */
  const relogged = async (entries: readonly Uint8Array[]) => check(await logOf(entries), { signatures: 'all' });

  it('is found whichever bit of a link, a decision or a record is another', async () => {
    const entries = await firstEntries();
    const signed = entries.flatMap((bytes, at) =>
      /"kind":"(roster.signed|request.decided|machine.recorded)"/.test(text(bytes)) ? [at] : [],
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...signed), fc.nat(), async (at, pick) => {
        const bytes = entries[at] as Uint8Array;
        const changed = flipped(bytes, pick % (bytes.length * 8));
        // When the server wrote it down is the server's word; what the act says of itself is signed.
        const [was, is] = [bytes, changed].map((it) => new TextDecoder().decode(it).replace(/^\{"at":"[^"]*",/, ''));
        fc.pre(was !== is);
        expect((await relogged(entries.with(at, changed))).ok).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('is found when records of a machine are left out, doubled or in another order', async () => {
    const before = [...(await rosterEntries())];
    const records = (await machineRecords(of, 9)).map(recordEntry);
    const order = fc.array(fc.integer({ min: 0, max: records.length - 1 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(order, async (places) => {
        // The last ones may still be on their way; any others may not.
        const isJournal = places.every((place, at) => place === at);
        const report = await relogged([...before, ...places.map((place) => records[place] as Uint8Array)]);
        expect(report.ok).toBe(isJournal);
        if (!isJournal) expect(codes(report).every((code) => code.startsWith('log/journal-'))).toBe(true);
      }),
      { numRuns: 60, examples: [[[0, 1, 2]], [[0, 2]], [[0, 0]], [[1]], [[1, 0]]] },
    );
  });
});

it('rejects when a file cannot be read, instead of saying that the log is wrong', async () => {
  const log = await logOfSize(300);
  const source = {
    read: async (path: string) => {
      if (path.startsWith('tile/entries/001')) throw new Error('the disk is on fire');
      return log.source.read(path);
    },
  };
  await expect(checkLog(source, trust(log.vkey))).rejects.toThrow('on fire');
});

describe('what stands in a log without a roster', () => {
  const alone = encodeEntry(
    act('person.erased', instant(60), {
      of: { kind: 'person', person: 'clerk-9' },
      ground: 'purpose-ended',
      commitments: [],
      files: [],
      askedBy: 'auditor-1',
      confirmedBy: 'auditor-1',
    }),
  );

  it('is refused, though the roster comes after it', async () => {
    const report = await check(await logOf([alone, ...(await rosterEntries())]));
    expect(report.problems.map(({ code, index }) => [code, index])).toEqual([['log/before-roster', 0]]);
  });

  it('is refused when no roster comes, for no key signs for it', async () => {
    expect(codes(await check(await logOf([filler(0)])))).toEqual(['checkpoint/key-not-listed', 'log/before-roster']);
    const { files, vkey } = await logOfSize(3);
    const nothing = { checkpoint: files.get('checkpoint') ?? null, lines: (async function* () {})() };
    expect(codes(await checkPart(nothing, trust(vkey)))).toEqual(['checkpoint/key-not-listed']);
  });
});
