import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import {
  type ArchiveFiles,
  type ArchiveReport,
  checkArchive,
  checkPageData,
  PAGE_DATA_FOLDER,
  pageDataPath,
  pageFiles,
  parseSums,
  SUMS_PATH,
} from '@yinzheng/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logOf, rosterEntries } from '../../../../test/arbitraries/log.ts';
import { type StreetYear, streetYear } from '../../../../test/arbitraries/street-year.ts';
import { filesOf } from '../../../../test/kit/archive.ts';
import { sampleArchive } from '../../../../test/kit/sample-archive.ts';

type Files = ReadonlyMap<string, Uint8Array>;

let folder: string;
let small: Files;
let year: Files;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yinzheng-damage-'));
  const sample: StreetYear = await streetYear(['plain', 'voided', 'waived']);
  await sampleArchive(join(folder, 'year'), sample);
  year = await filesOf(join(folder, 'year'));
  const few = await logOf((await rosterEntries()).slice(0, 1));
  await sampleArchive(join(folder, 'small'), { ...few, requests: [], openings: new Map(), erased: '' });
  small = await filesOf(join(folder, 'small'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const reading = (files: Files): ArchiveFiles => ({
  list: async () => [...files.keys()].filter((path) => !path.startsWith(PAGE_DATA_FOLDER)),
  read: async (path) => files.get(path) ?? null,
});

/** What the command line checks of an archive's files. */
async function onDisk(files: Files): Promise<boolean> {
  const report = await checkArchive(reading(files), { signatures: 'roster' });
  const sums = parseSums(new TextDecoder().decode(files.get(SUMS_PATH)));
  if (!report.ok || !sums.ok || !report.digest) return false;
  const paths = [...files.keys()].filter((path) => path.startsWith(PAGE_DATA_FOLDER));
  return (await checkPageData({ paths, read: async (path) => files.get(path) ?? null }, sums.value, report.digest)).length === 0;
}

/** What the page does: runs the scripts as a browser would, and checks what they handed over. */
async function inThePage(files: Files): Promise<ArchiveReport> {
  const load = async (name: string): Promise<string | null> => {
    let handed: string | null = null;
    const yinzheng = (called: unknown, payload: unknown) => {
      if (called === name && typeof payload === 'string') handed = payload;
    };
    try {
      new Script(new TextDecoder().decode(files.get(pageDataPath(name)))).runInContext(createContext({ yinzheng }));
    } catch {
      return handed; // what a browser does with a script that does not parse: nothing
    }
    return handed;
  };
  return checkArchive(await pageFiles(load), { signatures: 'roster', cannotSee: (path) => path === 'index.html' });
}

const changed = (files: Files, path: string, bytes: Uint8Array | null): Files => {
  const others = new Map(files);
  if (bytes) others.set(path, bytes);
  else others.delete(path);
  return others;
};

const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const other = Uint8Array.from(bytes);
  other[at] = (other[at] ?? 0) ^ (1 << (at % 8));
  return other;
};

describe('an archive', () => {
  it('holds on the disk and in the page, with the same digest', async () => {
    expect(await onDisk(year)).toBe(true);
    const report = await inThePage(year);
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({ ok: true, unseen: ['index.html'] });
    expect(report.digest).toBe((await checkArchive(reading(year))).digest);
    expect(report.opened.size).toBe(3);
  });

  it('shows every changed byte of every file to the command line', { timeout: 300_000 }, async () => {
    for (const [path, bytes] of small) {
      // The page is one file of a megabyte, held by one digest: a sample of it will do.
      const step = path === 'index.html' ? 50_021 : 1;
      for (let at = 0; at < bytes.length; at += step)
        if (await onDisk(changed(small, path, flipped(bytes, at)))) throw new Error(`byte ${at} of ${path} went unseen`);
    }
  });

  it('shows every changed byte of its own copy to the page', { timeout: 300_000 }, async () => {
    for (const [path, bytes] of small) {
      if (!path.startsWith(PAGE_DATA_FOLDER)) continue;
      for (let at = 0; at < bytes.length; at += 1) {
        const { ok } = await inThePage(changed(small, path, flipped(bytes, at)));
        // A newline at the end, or the semicolon before it, carries nothing; the command line sees them all the same.
        if (ok && at < bytes.length - 2) throw new Error(`byte ${at} of ${path} went unseen`);
      }
    }
  });

  it('shows files that are missing, swapped or added', async () => {
    const paths = [...year.keys()];
    for (const path of paths) expect(await onDisk(changed(year, path, null)), path).toBe(false);
    for (const [one, two] of [
      ['log/checkpoint', 'manifest.json'],
      ['data/000001.js', 'data/index.js'],
      [paths.find((it) => it.startsWith('opened/')) ?? '', 'names.json'],
    ] as const) {
      const swapped = new Map([...year, [one, year.get(two) ?? new Uint8Array()], [two, year.get(one) ?? new Uint8Array()]]);
      expect(await onDisk(swapped), one).toBe(false);
    }
    expect(await onDisk(changed(year, 'log/extra', Uint8Array.of(1)))).toBe(false);
    expect(await onDisk(changed(year, 'data/000099.js', Uint8Array.of(1)))).toBe(false);
  });

  it('shows what whoever changes it cannot mend: new digests for a changed entry, or content that nobody committed to', async () => {
    const bundle = [...year.keys()].find((path) => path.startsWith('log/tile/entries/')) ?? '';
    const forged = await resealed(changed(year, bundle, flipped(year.get(bundle) ?? new Uint8Array(), 3000)));
    expect((await checkArchive(reading(forged))).problems.map(({ code }) => code)).toContain('log/entry-changed');
    const opening = [...year.keys()].find((path) => path.endsWith('openings.json')) ?? '';
    const told = new TextDecoder().decode(year.get(opening)).replace('办理入学', '办理贷款');
    const lying = await resealed(changed(year, opening, new TextEncoder().encode(told)));
    expect((await checkArchive(reading(lying))).problems).toMatchObject([{ code: 'archive/opening-of-nothing', path: opening }]);
  });
});

/** The list of digests made anew, as whoever forges an archive would. */
async function resealed(files: Files): Promise<Files> {
  const { formatSums, sha256Hex } = await import('@yinzheng/ledger');
  const listed = [...files].filter(([path]) => path !== SUMS_PATH && !path.startsWith(PAGE_DATA_FOLDER));
  const sums = new Map(listed.map(([path, bytes]) => [path, sha256Hex(bytes)]));
  return new Map([...files, [SUMS_PATH, new TextEncoder().encode(formatSums(sums))]]);
}
