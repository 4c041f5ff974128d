import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capture } from '../../corpus/capture/capture.ts';
import { shotOf } from '../../corpus/capture/shot.ts';
import { chanceOf } from '../../corpus/chance.ts';
import { rasterise, type Sheet } from '../../corpus/print/rasterise.ts';
import { chineseLetter } from '../../testing/pdfs.ts';
import { sheetsOf } from '../../testing/sheets.ts';
import { prepareSource } from '../sheets/prepare.ts';
import { checkSheet } from './check-sheet.ts';

/** Pictures that nobody made for this: see the README beside them. */
const DIR = join(import.meta.dirname, '../../testdata/real');
const names = readdirSync(DIR).filter((name) => name.endsWith('.jpg'));
const bytesOf = (name: string): Uint8Array => readFileSync(join(DIR, name));
const LIMITS = { maxBytes: 64 * 2 ** 20, maxPages: 10 };

/** As a printer with good greys prints it: levels (gamma 2.2) become light thrown back, between toner's and white paper's. */
const printed = (page: Sheet): Sheet => ({ ...page, data: page.data.map((level) => 12 + 203 * (level / 255) ** 2.2) });

describe.each(names)('%s', (name) => {
  it('is none of our pages, whether or not its code is known', async () => {
    const [sheet] = await sheetsOf(await chineseLetter(1));
    if (!sheet) throw new Error('no sheet');
    for (const expectedCode of [sheet.code, null]) {
      const report = await checkSheet({ photo: bytesOf(name), page: sheet.pdf, expectedCode });
      expect(report.found).not.toBe('page');
      expect(report.seals).toEqual([]);
    }
  });

  it('becomes a page that is as approved when printed and photographed, without a seal on it', async () => {
    const [sheet] = await sheetsOf(bytesOf(name));
    if (!sheet) throw new Error('no sheet');
    const paper = printed(await rasterise(sheet.pdf));
    const photo = await capture(paper, shotOf('device5', chanceOf(`${name} shot`)), chanceOf(`${name} capture`));
    const report = await checkSheet({ photo, page: sheet.pdf, expectedCode: sheet.code });
    expect(report).toMatchObject({ found: 'page', code: 'expected', seals: [], differences: [] });
  });

  it('is refused when its second half is missing', async () => {
    const half = bytesOf(name).subarray(0, bytesOf(name).length >> 1);
    const [sheet] = await sheetsOf(await chineseLetter(1));
    await expect(checkSheet({ photo: half, page: sheet?.pdf ?? half, expectedCode: null })).rejects.toThrow();
    expect(await prepareSource({ name, bytes: half }, { from: 0, to: 1 }, LIMITS)).toMatchObject({ ok: false });
  });
});
