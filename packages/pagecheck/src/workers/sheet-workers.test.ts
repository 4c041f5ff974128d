import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import * as pdfs from '../../testing/pdfs.ts';
import { alphaPng, hugePng, padded, photo, scanPdf } from '../../testing/pictures.ts';
import { LIMITS } from '../../testing/sheets.ts';
import { type Outcome, openSheetWorkers, type PreparedPage } from '../mod.ts';

const workers = openSheetWorkers({ workers: 2, timeoutMs: 30_000, maxMemoryMiB: 768 });
afterAll(() => workers.close());

const prepare = (bytes: Uint8Array, limits = LIMITS) => workers.prepare([{ name: 'a.pdf', bytes }], limits);

function pagesOf(outcome: Outcome<{ readonly pages: readonly PreparedPage[] }>): readonly PreparedPage[] {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
  return outcome.value.pages;
}

const isPicture = (page: PreparedPage | undefined): boolean => Buffer.from(page?.content ?? []).includes('/Subtype /Image');
const sizeOf = (page: PreparedPage | undefined) => [page?.widthMm, page?.heightMm];

describe('what goes through', () => {
  it.each([1, 3, 60])('a letter of %i pages, in order, each with its own digest', async (count) => {
    const pages = pagesOf(await prepare(await pdfs.chineseLetter(count)));
    expect(pages.map((page) => page.sourcePage)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(new Set(pages.map((page) => page.contentDigest)).size).toBe(count);
    expect(pages.some(isPicture)).toBe(false);
  });

  it('several files one after the other', async () => {
    const sources = [
      { name: 'a', bytes: await pdfs.chineseLetter(2) },
      { name: 'b', bytes: await photo(900, 1200) },
    ];
    const pages = pagesOf(await workers.prepare(sources, LIMITS));
    expect(pages.map(({ source, sourcePage }) => [source, sourcePage])).toEqual([
      ['a', 1],
      ['a', 2],
      ['b', 1],
    ]);
  });

  it.each([
    ['landscape stays landscape', pdfs.A4_LANDSCAPE, [297, 210]],
    ['A3 stays A3', pdfs.A3, [297, 420]],
    ['Letter goes onto A4', pdfs.LETTER, [210, 297]],
  ] as const)('%s', async (_, size, expected) => {
    const [page] = pagesOf(await prepare(await pdfs.chineseLetter(1, { size, lines: 8 })));
    expect(sizeOf(page)).toEqual(expected);
    expect(isPicture(page)).toBe(false);
  });

  it('a page turned by 90° comes out upright, on landscape paper', async () => {
    expect(sizeOf(pagesOf(await prepare(await pdfs.chineseLetter(1, { turn: 90 })))[0])).toEqual([297, 210]);
  });

  it('a link without a border, which nobody sees, leaves the page as drawn', async () => {
    expect(isPicture(pagesOf(await prepare(await pdfs.withHyperlink()))[0])).toBe(false);
  });

  it.each([
    ['fonts that are not in the file', async () => pdfs.withoutFonts()],
    ['form values and notes', pdfs.formAndNotes],
    ['layers', pdfs.withLayers],
    ['an owner password only', () => pdfs.encrypted({ userPassword: '', ownerPassword: 'secret' })],
    ['brackets nested without end', async () => pdfs.deepNesting()],
  ] as const)('%s: rendered to a picture', async (name, make) => {
    const [page] = pagesOf(await prepare(await make()));
    expect(page && (isPicture(page) || name.startsWith('brackets'))).toBe(true);
  });

  it('Chinese text without its font is drawn, not left out', async () => {
    const [page] = pagesOf(await prepare(pdfs.withoutFonts()));
    const { data, width } = await workers.renderPage(page?.content ?? new Uint8Array(), 100);
    const lines = data.subarray(Math.round(1.5 * 100) * width, Math.round(2.1 * 100) * width);
    expect(lines.filter((value) => value < 128).length).toBeGreaterThan(500);
  });

  it('a file cut off in the middle, as far as it can be recovered', async () => {
    const whole = await pdfs.chineseLetter(3);
    const outcome = await prepare(whole.subarray(0, whole.length - 300));
    if (outcome.ok) expect(pagesOf(outcome).every(isPicture)).toBe(true);
    else expect(outcome.problem.code).toBe('upload/damaged');
  });

  it('a 30 MB scan keeps its picture as it is', async () => {
    const scan = await scanPdf(padded(await photo(1240, 1754), 30));
    expect(scan.length).toBeGreaterThan(30_000_000);
    const [page] = pagesOf(await prepare(scan));
    expect(page?.content.length).toBeGreaterThan(scan.length * 0.95);
  });

  it('a photo lying on its side comes out upright', async () => {
    expect(sizeOf(pagesOf(await prepare(await photo(1600, 1200, { orientation: 6 })))[0])).toEqual([210, 297]);
  });

  it('a transparent PNG lies on white', async () => {
    const [page] = pagesOf(await prepare(await alphaPng()));
    const { data } = await workers.renderPage(page?.content ?? new Uint8Array(), 50);
    const dark = data.filter((value) => value < 128).length / data.length;
    expect(dark).toBeGreaterThan(0.005);
    expect(dark).toBeLessThan(0.2);
  });

  it('WebP and TIFF as well as JPEG and PNG', async () => {
    const picture = sharp(await photo(600, 800));
    for (const bytes of [await picture.clone().webp().toBuffer(), await picture.clone().tiff().toBuffer()]) {
      expect(pagesOf(await prepare(bytes))).toHaveLength(1);
    }
  });
});

describe('what is refused, with its code', () => {
  const cut = async (): Promise<Uint8Array> => (await photo(800, 600)).subarray(0, 20_000);
  it.each([
    ['an empty file', 'upload/empty', async () => new Uint8Array()],
    ['a text', 'upload/unknown-kind', async () => Buffer.from('hello, this is no document')],
    [
      'a HEIC photo, which we cannot decode',
      'upload/unknown-kind',
      async () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    ],
    ['a PDF of rubbish', 'upload/damaged', async () => Buffer.from(`%PDF-1.7\n${'rubbish '.repeat(500)}`)],
    ['a photo cut off', 'upload/damaged', cut],
    ['a password', 'upload/encrypted', () => pdfs.encrypted({ userPassword: 'open', ownerPassword: 'sesame' })],
    ['a page of four metres', 'upload/page-size', () => pdfs.chineseLetter(1, { size: [12_000, 800], lines: 1 })],
    ['a page of a stamp’s size', 'upload/page-size', () => pdfs.chineseLetter(1, { size: [60, 80], lines: 1 })],
    ['a picture of 3.6 thousand million pixels in a PDF', 'upload/took-too-long', async () => pdfs.hugePicture()],
    ['a PNG of 2.5 thousand million pixels', 'upload/took-too-long', async () => hugePng()],
  ] as const)('%s: %s', async (_, code, make) => {
    const outcome = await prepare(await make());
    expect(outcome.ok ? 'ok' : outcome.problem.code).toBe(code);
  });

  it('no files, too large a file, too many pages in one file or in all', async () => {
    const letter = await pdfs.chineseLetter(3, { lines: 1 });
    const twice = [
      { name: 'a', bytes: letter },
      { name: 'b', bytes: letter },
    ];
    const outcomes = [
      await workers.prepare([], LIMITS),
      await prepare(letter, { maxBytes: 1000, maxPages: 10 }),
      await prepare(letter, { maxBytes: 2 ** 20, maxPages: 2 }),
      await workers.prepare(twice, { maxBytes: 2 ** 20, maxPages: 5 }),
    ];
    expect(outcomes.map((outcome) => !outcome.ok && outcome.problem)).toEqual([
      { code: 'upload/none', params: {} },
      { code: 'upload/too-large', params: { file: 'a.pdf', limitMiB: 0 } },
      { code: 'upload/too-many-pages', params: { pages: 3, limit: 2 } },
      { code: 'upload/too-many-pages', params: { pages: 6, limit: 5 } },
    ]);
  });

  it('bombs end their worker, and the next file is served', async () => {
    const strict = openSheetWorkers({ workers: 1, timeoutMs: 4_000, maxMemoryMiB: 256 });
    for (const bomb of [pdfs.nestedForms(), pdfs.objectStreamBomb(600)]) {
      const outcome = await strict.prepare([{ name: 'bomb', bytes: bomb }], LIMITS);
      expect(outcome).toEqual({ ok: false, problem: { code: 'upload/took-too-long', params: { file: 'bomb' } } });
    }
    expect((await strict.prepare([{ name: 'good', bytes: await pdfs.chineseLetter(1) }], LIMITS)).ok).toBe(true);
    await strict.close();
  });
});

it('the same file gives the same bytes, whatever the number of workers', async () => {
  const files = [await pdfs.chineseLetter(13), await pdfs.latinLetter(8), await photo(1000, 1400)];
  const single = openSheetWorkers({ workers: 1, timeoutMs: 30_000, maxMemoryMiB: 768 });
  for (const bytes of files) {
    const digests = (pages: readonly PreparedPage[]) => pages.map((page) => page.contentDigest);
    const again = digests(pagesOf(await single.prepare([{ name: 'other name', bytes }], LIMITS)));
    expect(digests(pagesOf(await prepare(bytes)))).toEqual(again);
  }
  await single.close();
});

it('closed workers say so', async () => {
  const closed = openSheetWorkers({ workers: 1, timeoutMs: 1_000, maxMemoryMiB: 256 });
  await closed.close();
  await expect(closed.preview(new Uint8Array(), 100)).rejects.toThrow('closed');
  await expect(closed.prepare([{ name: 'a', bytes: await pdfs.chineseLetter(1) }], LIMITS)).rejects.toThrow('closed');
});
