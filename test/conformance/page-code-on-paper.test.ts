import {
  encodePageCode,
  fitsPage,
  type PageFacts,
  parsePageCode,
  sha256,
  sha256Hex,
  toRequestId,
  utf8,
  verifyPageCode,
} from '@yinzheng/ledger';
import { expect, it } from 'vitest';
import { capture } from '../../packages/pagecheck/corpus/capture/capture.ts';
import { type CaptureKind, shotOf } from '../../packages/pagecheck/corpus/capture/shot.ts';
import { chanceOf } from '../../packages/pagecheck/corpus/chance.ts';
import { print, printingOf } from '../../packages/pagecheck/corpus/print/printer.ts';
import { rasterise } from '../../packages/pagecheck/corpus/print/rasterise.ts';
import { decodePicture } from '../../packages/pagecheck/src/capture/decode-picture.ts';
import { readPictureCodes } from '../../packages/pagecheck/src/find/read-page-code.ts';
import { prepareSource } from '../../packages/pagecheck/src/sheets/prepare.ts';
import { printCodes } from '../../packages/pagecheck/src/sheets/print-codes.ts';
import { chineseLetter } from '../../packages/pagecheck/testing/pdfs.ts';
import { LIMITS } from '../../packages/pagecheck/testing/sheets.ts';
import { town } from '../arbitraries/town.ts';

const SITE = 'https://seals.example.gov.cn/v/';
const REQUEST = toRequestId(sha256(utf8('request')).slice(0, 8));

/** The second page of two with its code, and what the code says of it. */
async function printedPage(): Promise<{ pdf: Uint8Array; facts: PageFacts }> {
  const prepared = await prepareSource({ name: 'letter.pdf', bytes: await chineseLetter(2) }, { from: 0, to: 2 }, LIMITS);
  if (!prepared.ok) throw new Error(prepared.problem.code);
  const content = prepared.value.pages[1]?.content ?? new Uint8Array();
  const facts = { request: REQUEST, page: 2, pages: 2, content: sha256Hex(content), body: '54330381ME0000001A', date: '2026-11-27' };
  const code = await encodePageCode(facts, (await town()).server);
  const printed = await printCodes([content], [{ text: SITE + code, label: '第 2 页 共 2 页 · K7QF-2M9D' }]);
  return { pdf: printed.pages[0]?.pdf ?? content, facts };
}

it.each([
  ['scan150', 1],
  ['scan150', 2],
  ['phone12', 1],
  ['phone12', 2],
] as const)(
  'the code on a whole page is read from a %s (%i) and says offline which page, of how many, of whom and when',
  async (kind: CaptureKind, n) => {
    const { pdf, facts } = await printedPage();
    const next = chanceOf(`code on paper ${kind} ${n}`);
    const paper = await print(await rasterise(pdf), printingOf(next), next);
    const codes = await readPictureCodes(await decodePicture(await capture(paper, shotOf(kind, next), next)));
    expect(codes).toHaveLength(1);
    const parsed = parsePageCode(codes[0]?.text.slice(SITE.length) ?? '');
    if (!parsed.ok) throw new Error(parsed.code);
    expect(parsed.value).toMatchObject({ request: REQUEST, page: 2, pages: 2, date: '2026-11-27' });
    expect(fitsPage(parsed.value, facts)).toBe(true);
    expect(fitsPage(parsed.value, { ...facts, content: sha256Hex(utf8('another page')) })).toBe(false);
    expect(await verifyPageCode(parsed.value, (await town()).server.publicKey)).toBe(true);
  },
  60_000,
);
