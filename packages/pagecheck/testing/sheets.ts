import { paperOnDesk, printPage } from '../src/emulation/mod.ts';
import type { Raster } from '../src/pdfium/document.ts';
import { prepareSource } from '../src/sheets/prepare.ts';
import { printCodes } from '../src/sheets/print-codes.ts';

export const LIMITS = { maxBytes: 64 * 2 ** 20, maxPages: 100 };
export const CAMERA_DPI = 200;

/** As long as the longest address that a record code holds. */
export const codeText = (n: number): string =>
  `https://yinzheng.example.org/v/${'A1b2C3d4E5f6G7h8-_'.repeat(8).slice(0, 136)}${String(n).padStart(3, '0')}`;

export interface Sheet {
  readonly pdf: Uint8Array;
  readonly code: string;
  readonly content: Uint8Array;
}

/** Every page of an upload as a printed sheet, in this thread. */
export async function sheetsOf(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const prepared = await prepareSource({ name: 'test', bytes }, { from: 0, to: LIMITS.maxPages }, LIMITS);
  if (!prepared.ok) throw new Error(prepared.problem.code);
  const contents = prepared.value.pages.map(({ content }) => content);
  const marks = contents.map((_, i) => ({ text: codeText(i + 1), label: `第 ${i + 1} 页 共 ${contents.length} 页 · K7QF-2M9D` }));
  const printed = await printCodes(contents, marks);
  return printed.pages.map(({ pdf }, i) => ({ pdf, code: codeText(i + 1), content: contents[i] as Uint8Array }));
}

/** The sheet as it comes out of the printer, in pixels. */
export const onPaper = (sheet: Sheet): Promise<Raster> => printPage(sheet.pdf, CAMERA_DPI);

/** A camera over a bed: a few degrees off, half of the time upside down, some perspective, other light each time. */
export const capture = (paper: Raster, seed: number): Promise<Uint8Array> =>
  paperOnDesk(paper, {
    seed,
    rotationDeg: (seed % 2) * 180 + ((seed * 7) % 9) - 4,
    perspective: 0.01 + (seed % 3) * 0.005,
    brightness: 0.7 + (seed % 4) * 0.1,
    noise: 3 + (seed % 4),
  });
