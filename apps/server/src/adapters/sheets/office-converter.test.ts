import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { utf8 } from '@yinzheng/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseOffice } from './choose-office.ts';
import { openOfficeConverter } from './office-converter.ts';
import { openSheets } from './worker-sheets.ts';

/** What soffice promises, in eight lines: the PDF of what it is told, or none; it leaves children behind and forgets to end. */
const FAKE = `#!/bin/sh
for input; do :; done
while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; case "$1" in -env:*) profile="\${1#*file://}";; esac; shift; done
grep -q DisableMacrosExecution "$profile/user/registrymodifications.xcu" || exit 1
grep -q SLOW "$input" && { sleep 60 & echo $! > "$(dirname "$0")/child"; wait; }
grep -q BROKEN "$input" && exit 0
cat "$(dirname "$0")/one-page.pdf" > "$out/input.pdf"
`;
const ONE_PAGE = `%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]>> endobj
trailer <</Root 1 0 R>>
`;

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yinzheng-fake-office-'));
  program = path.join(folder, 'soffice');
  await writeFile(program, FAKE);
  await chmod(program, 0o755);
  await writeFile(path.join(folder, 'one-page.pdf'), ONE_PAGE);
});
afterAll(() => rm(folder, { recursive: true }));

const open = (timeoutMs = 30_000) => openOfficeConverter({ program, timeoutMs, maxMemoryMiB: 4_096, maxBytes: 2 ** 20 });
const rtf = (text: string) => utf8(`{\\rtf1 ${text}}`);
const leftovers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('yinzheng-office-'));

describe.skipIf(process.platform === 'win32')('an office file', () => {
  it('becomes fixed pages under its own name', async () => {
    const sheets = openSheets({ workers: 1, timeoutMs: 60_000, maxMemoryMiB: 1024, maxFileMiB: 1, maxPages: 2, office: open() });
    const prepared = await sheets.prepare([{ name: '证明.doc', bytes: rtf('hello') }]);
    await sheets.stop();
    expect(prepared).toMatchObject({ ok: true, pages: [{ source: '证明.doc', widthMm: 210 }] });
  });

  it('that cannot be opened is damaged; one that takes too long says so, and its processes end', async () => {
    expect(await open().convert(rtf('BROKEN'), 'rtf')).toEqual({ ok: false, code: 'upload/damaged' });
    expect(await open(1_500).convert(rtf('SLOW'), 'rtf')).toEqual({ ok: false, code: 'upload/took-too-long' });
    const child = (await readFile(path.join(folder, 'child'), 'utf8')).trim();
    // Ended, even if nobody has taken note of it yet (Z).
    expect(spawnSync('ps', ['-o', 'stat=', '-p', child]).stdout.toString()).toMatch(/^(Z.*\s*)?$/);
    expect(await leftovers()).toEqual([]);
  });

  it('waits for the one before it', async () => {
    const converter = open();
    const all = await Promise.all([1, 2, 3].map((n) => converter.convert(rtf(`${n}`), 'rtf')));
    expect(all.every(({ ok }) => ok)).toBe(true);
  });

  it('is refused without a converter, with what to do', async () => {
    const sheets = openSheets({ workers: 1, timeoutMs: 60_000, maxMemoryMiB: 1024, maxFileMiB: 1, maxPages: 2, office: null });
    expect(await sheets.prepare([{ name: '证明.doc', bytes: rtf('hello') }])).toMatchObject({ ok: false, code: 'upload/no-converter' });
    await sheets.stop();
  });

  it('goes to the program on the PATH or of the setting; a setting that cannot be run is refused', async () => {
    expect(await chooseOffice('', `/nowhere${path.delimiter}${folder}`)).not.toBeNull();
    expect(await chooseOffice('', '/nowhere')).toBeNull();
    expect(await chooseOffice(null, folder)).toBeNull();
    await expect(chooseOffice('/nowhere/soffice', folder)).rejects.toMatchObject({ code: 'config/bad-setting' });
  });
});
