import { sha256Hex, utf8 } from '@yinzheng/ledger';
import { afterAll, describe, expect, it } from 'vitest';
import { fakeSheets } from './fake-sheets.ts';
import { openSheets } from './worker-sheets.ts';

const real = openSheets({ workers: 1, timeoutMs: 60_000, maxMemoryMiB: 1024, maxFileMiB: 1, maxPages: 2, office: null });
afterAll(() => real.stop());

/** One empty A4 page, as a person would write it by hand. */
const onePage = utf8(`%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]>> endobj
trailer <</Root 1 0 R>>
`);
const CODES = [1, 2].map((page) => ({ text: `https://yuhai.example/v/${page}`, label: `第 ${page} 页 共 2 页 · K7QF-2M9D` }));

describe.each([
  ['made by workers', real],
  ['faked', fakeSheets],
] as const)('sheets %s', (_, sheets) => {
  it('uploads become fixed pages, each with its digest and the name of its file, in the order sent', async () => {
    const prepared = await sheets.prepare([
      { name: '申请.pdf', bytes: onePage },
      { name: '附件.pdf', bytes: onePage },
    ]);
    if (!prepared.ok) throw new Error(prepared.code);
    expect(prepared.pages.map(({ source }) => source)).toEqual(['申请.pdf', '附件.pdf']);
    for (const { content, contentDigest, widthMm, heightMm } of prepared.pages) {
      expect(contentDigest).toBe(sha256Hex(content));
      expect([Math.round(widthMm), Math.round(heightMm)]).toEqual([210, 297]);
    }
    const printed = await sheets.printCodes(prepared.pages, CODES);
    expect(printed.pages.map(({ digest }) => digest)).toEqual(printed.pages.map(({ pdf }) => sha256Hex(pdf)));
    expect(new Set(printed.pages.map(({ digest }) => digest)).size).toBe(2);
    const picture = await sheets.preview(printed.pages[0]?.pdf ?? onePage, 300);
    expect(new TextDecoder('latin1').decode(picture.subarray(0, 4))).toBe('RIFF');
  });

  it('no file and an empty file are refusals', async () => {
    expect(await sheets.prepare([])).toMatchObject({ ok: false, code: 'upload/none' });
    expect(await sheets.prepare([{ name: '空.pdf', bytes: new Uint8Array() }])).toMatchObject({
      ok: false,
      code: 'upload/empty',
      params: { file: '空.pdf' },
    });
  });
});

it('what is no document, too large or too long is a refusal with its limit', async () => {
  const refusal = async (...files: Uint8Array[]) => real.prepare(files.map((bytes, at) => ({ name: `${at}.pdf`, bytes })));
  expect(await refusal(utf8('hello'))).toMatchObject({ code: 'upload/unknown-kind', params: { file: '0.pdf' } });
  expect(await refusal(new Uint8Array(2 ** 20 + 1).fill(37))).toMatchObject({ code: 'upload/too-large', params: { limitMiB: 1 } });
  expect(await refusal(onePage, onePage, onePage)).toMatchObject({ code: 'upload/too-many-pages', params: { pages: 3, limit: 2 } });
});
