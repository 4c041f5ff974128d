import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StreetYear, streetYear } from '../../../../test/arbitraries/street-year.ts';
import { logNamed } from '../../../../test/arbitraries/town.ts';
import { exportArchive, filesOf, logFolder } from '../../../../test/kit/archive.ts';
import { run as verify } from '../verify/command.ts';

let folder: string;
let log: string;
let page: string;
let year: StreetYear;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yinzheng-export-'));
  page = join(folder, 'page.html');
  writeFileSync(page, '<!doctype html><title>page</title>\n');
  year = await streetYear(['plain', 'waived', 'rejected', 'voided', 'unknown', 'aborted', 'pending', 'using']);
  log = await logFolder(year);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await rm(log, { recursive: true });
});

const out = (name: string) => join(folder, name);
const exporting = (name: string, ...args: readonly string[]) => exportArchive(log, '--out', out(name), '--page', page, ...args);

async function verifying(name: string, ...args: readonly string[]) {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const code = await verify([out(name), '--lang', 'en', ...args], { env: {}, print: say, complain: say });
  return { code, text: lines.join('\n'), last: lines.at(-1) };
}

describe('yinzheng export', () => {
  it('writes a ZIP of the whole log that verify accepts, by the published key', async () => {
    const made = await exporting('whole.zip');
    expect(made).toMatchObject({ code: 0 });
    expect(made.lines.at(-1)).toBe('Result: everything holds.');
    const whole = await verifying('whole.zip', '--key', year.vkey);
    expect(whole.code, whole.text).toBe(0);
    expect(whole.last).toBe('Result: the archive is whole, and everything in it holds.');
    const digest = /digest of the archive.*([0-9a-f]{64})/.exec(made.lines.join('\n'))?.[1];
    expect(whole.text).toContain(`digest of the archive ${digest}`);
    expect((await verifying('whole.zip')).text).toContain('this key is the archive’s own word');
    const stranger = (await logNamed('yuhai.example/other')).vkey;
    expect(await verifying('whole.zip', '--key', stranger)).toMatchObject({ code: 1, text: expect.stringContaining('note/unsigned') });
  });

  it('writes a folder with the same files, whose log other C2SP tools can read', async () => {
    expect(await exporting('whole', '--folder')).toMatchObject({ code: 0 });
    const files = await filesOf(out('whole'));
    for (const [path, bytes] of year.files)
      expect(Buffer.compare(Buffer.from(files.get(`log/${path}`) ?? []), Buffer.from(bytes)), path).toBe(0);
    expect(await verifying('whole', '--key', year.vkey)).toMatchObject({ code: 0 });
  });

  it('writes only the requests of a seal or a time, each entry with its proof, and journals without a gap', async () => {
    expect(await exporting('seal.zip', '--seal', 'seal-2')).toMatchObject({ code: 0 });
    const part = await verifying('seal.zip', '--key', year.vkey, '--json');
    expect(part.code, part.text).toBe(0);
    const { report } = JSON.parse(part.text) as { report: { manifest: { entries: number }; audit: { uses: { seal: string }[] } } };
    expect(report.audit.uses).toHaveLength(4);
    expect(new Set(report.audit.uses.map(({ seal }) => seal))).toEqual(new Set(['seal-2']));
    expect(report.manifest.entries).toBeLessThan(year.entries.length);

    expect(await exporting('winter.zip', '--from', '2026-12-10', '--until', '2027-01-05')).toMatchObject({ code: 0 });
    const winter = await verifying('winter.zip', '--key', year.vkey, '--json');
    expect(winter.code, winter.text).toBe(0);
    const ids = (JSON.parse(winter.text) as { report: { audit: { uses: { request: string }[] } } }).report.audit.uses.map(
      ({ request }) => request,
    );
    expect(ids).toEqual(year.requests.slice(2, 5).map(({ request }) => request));
  });

  it('keeps a log that does not hold as it is, and says so', async () => {
    const damaged = await logFolder(year);
    const path = join(damaged, [...year.files.keys()].find((it) => it.startsWith('tile/entries/')) ?? '');
    const bytes = await readFile(path);
    bytes[500] = (bytes[500] ?? 0) ^ 1;
    await writeFile(path, bytes);
    const made = await exportArchive(damaged, '--out', out('damaged.zip'), '--page', page);
    expect(made.code).toBe(1);
    expect(made.lines.join('\n')).toContain('log/entry-changed');
    expect(await verifying('damaged.zip', '--key', year.vkey)).toMatchObject({
      code: 1,
      text: expect.stringContaining('log/entry-changed'),
    });
    await rm(damaged, { recursive: true });
  });

  it('overwrites nothing, and leaves nothing behind when it cannot go on', async () => {
    expect(await exporting('whole.zip')).toMatchObject({ code: 2, lines: [expect.stringContaining('There is one already')] });
    expect(await exportArchive(join(folder, 'nowhere'), '--out', out('none.zip'), '--page', page)).toMatchObject({ code: 2 });
    expect(await exportArchive(log, '--out', out('none.zip'), '--page', join(folder, 'nowhere.html'))).toMatchObject({
      code: 2,
      lines: [expect.stringContaining('npm run build')],
    });
    expect([...(await filesOf(folder)).keys()].filter((path) => /none|making/.test(path))).toEqual([]);
  });

  it('asks for what it needs, in words', async () => {
    for (const args of [
      [],
      [log],
      [log, '--out', 'x', '--from', 'soon'],
      [log, '--out', 'x', '--account', 'a'],
      [log, '--out', 'x', '--with-files'],
    ])
      expect(await exportArchive(...args)).toMatchObject({ code: 2, lines: [expect.stringContaining('Wrong usage')] });
    expect((await exportArchive('--help')).lines[0]).toContain('Usage: yinzheng export');
  });
});
