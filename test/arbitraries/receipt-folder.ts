import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReceiptPlan, type SampleReceipt, sampleReceipt } from './receipt.ts';

/** Lays a sample receipt out as people get it: receipt, key, pages and photographs. The caller removes the folder. */
export async function receiptFolder(plan: ReceiptPlan = {}): Promise<SampleReceipt & { readonly folder: string; readonly path: string }> {
  const sample = await sampleReceipt(plan);
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-receipt-'));
  const path = join(folder, 'receipt.json');
  mkdirSync(join(folder, 'pages'));
  mkdirSync(join(folder, 'photos'));
  writeFileSync(path, sample.text);
  writeFileSync(join(folder, 'log.vkey'), `${sample.vkey}\n`);
  sample.pages.forEach((page, at) => {
    writeFileSync(join(folder, 'pages', `page-${String(at + 1).padStart(2, '0')}.pdf`), page);
  });
  sample.photos.forEach((photo, at) => {
    writeFileSync(join(folder, 'photos', `${at + 1}.jpg`), photo);
  });
  return { ...sample, folder, path };
}
