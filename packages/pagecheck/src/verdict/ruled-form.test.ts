import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { onPaper, type Sheet, sheetsOf } from '../../testing/sheets.ts';
import { paperOnDesk } from '../emulation/mod.ts';
import type { Raster } from '../pdfium/document.ts';
import { checkSheet } from './check-sheet.ts';

const FORM = new URL('../../../../samples/documents/relief-application.pdf', import.meta.url);

let sheet: Sheet;
let paper: Raster;
beforeAll(async () => {
  [sheet] = (await sheetsOf(readFileSync(FORM))) as [Sheet];
  paper = await onPaper(sheet);
});

// Below its last words the form has ruled lines only: they tell where the sheet lies across them, and seeds 5 and 11 went astray without.
it.each([5, 11])('the empty foot of a ruled form lies as exactly as its words (seed %i)', async (seed) => {
  const photo = await paperOnDesk(paper, { seed });
  const report = await checkSheet({ photo, page: sheet.pdf, expectedCode: sheet.code });
  expect(report).toMatchObject({ found: 'page', differences: [] });
});
