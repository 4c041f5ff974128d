import { afterAll, describe, expect, it } from 'vitest';
import * as pdfs from '../../testing/pdfs.ts';
import { hugePng, photo, scanPdf } from '../../testing/pictures.ts';
import { capture, onPaper, type Sheet, sheetsOf } from '../../testing/sheets.ts';
import { openPhotoWorkers } from '../mod.ts';

const workers = openPhotoWorkers({ workers: 1, timeoutMs: 60_000, maxMemoryMiB: 1024 });
afterAll(() => workers.close());

const LIMITS = { maxBytes: 8 * 2 ** 20, maxSheets: 3, maxPixels: 24_000_000 };
const open = (bytes: Uint8Array) => workers.open({ name: 'a.jpg', bytes }, LIMITS);

describe('a photo or scan of a stamped sheet', () => {
  it('is opened, its code is read, and it is compared with its page', async () => {
    const [sheet] = (await sheetsOf(await pdfs.chineseLetter(1))) as [Sheet];
    const opened = await open(await capture(await onPaper(sheet), 3));
    if (!opened.ok) throw new Error(opened.problem.code);
    const [found] = opened.value;
    expect(found?.codes).toEqual([sheet.code]);
    expect(await workers.codeOf(sheet.pdf)).toBe(sheet.code);
    const check = { photo: found?.bytes ?? new Uint8Array(), page: sheet.pdf, expectedCode: sheet.code, pictures: 'all' } as const;
    const checked = await workers.check('a.jpg', check);
    expect(checked).toMatchObject({ ok: true, value: { found: 'page', differences: [] } });
    const { corners, sideBySide } = checked.ok ? checked.value : { corners: null, sideBySide: null };
    // Photographed upside down: the page's top left lies at the picture's lower right.
    expect(corners?.[0]?.x).toBeGreaterThan(0.8);
    expect(corners?.[0]?.y).toBeGreaterThan(0.8);
    expect(Buffer.from(sideBySide ?? []).toString('latin1', 8, 12)).toBe('WEBP');
  }, 60_000);

  it('may be a scan of several sheets', async () => {
    const scan = await scanPdf(await photo(1240, 1754));
    expect(await open(scan)).toMatchObject({ ok: true, value: [{ codes: [] }] });
    expect(await open(await pdfs.chineseLetter(2))).toMatchObject({ ok: true, value: { length: 2 } });
    expect(await open(await pdfs.chineseLetter(4))).toMatchObject({ ok: false, problem: { code: 'upload/too-many-pages' } });
  }, 60_000);

  it.each([
    ['nothing', async () => new Uint8Array(), 'upload/empty'],
    ['words', async () => Buffer.from('no picture at all'), 'upload/unknown-kind'],
    ['a drawing that is a program', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'upload/unknown-kind'],
    ['half a photo', async () => (await photo(900, 1200)).subarray(0, 9_000), 'upload/damaged'],
    ['a picture that claims to be huge', async () => hugePng(), 'upload/too-many-pixels'],
    ['a file that is too large', async () => Buffer.concat([await photo(900, 1200), Buffer.alloc(9 * 2 ** 20)]), 'upload/too-large'],
    ['a thumbnail', () => photo(300, 400), 'upload/too-few-pixels'],
    ['a locked scan', () => pdfs.encrypted({ userPassword: 'x', ownerPassword: 'y' }), 'upload/encrypted'],
  ] as const)('is refused when it is %s, and the next one is served', async (_, make, code) => {
    expect(await open(await make())).toMatchObject({ ok: false, problem: { code } });
    expect(await open(await photo(600, 800))).toMatchObject({ ok: true });
  });
});
