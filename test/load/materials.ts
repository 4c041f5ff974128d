import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { openSheetWorkers } from '@yinzheng/pagecheck';

const FORM = path.resolve(import.meta.dirname, '../../samples/documents/relief-application.pdf');

/** One-page forms that differ in their bytes, as those of different residents do: nothing can be remembered from one to the next. */
export async function distinctForms(count: number): Promise<readonly Uint8Array[]> {
  const form = await readFile(FORM);
  const made: Uint8Array[] = [];
  for (let number = 0; number < count; number += 1) {
    const document = await PDFDocument.load(form);
    document.getPage(0).drawLine({ start: { x: 90, y: 40 + number / 100 }, end: { x: 90 + number / 4, y: 40 }, thickness: 0.5 });
    made.push(await document.save());
  }
  return made;
}

/** What a machine's 5-megapixel camera takes of such a page, before and after the press. */
export async function capturedPhotos(): Promise<readonly [Uint8Array, Uint8Array]> {
  const workers = openSheetWorkers({ workers: 1, timeoutMs: 60_000, maxMemoryMiB: 1024 });
  try {
    const { paperOnDesk } = await import('@yinzheng/pagecheck/emulation');
    const page = await workers.renderPage(await readFile(FORM), 200);
    return [await paperOnDesk(page, { rotationDeg: 1, seed: 1 }), await paperOnDesk(page, { rotationDeg: 1, seed: 2 })];
  } finally {
    await workers.close();
  }
}
