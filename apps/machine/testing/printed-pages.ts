import { readFile } from 'node:fs/promises';
import { encodePageCode, type Signer, sha256Hex } from '@yinzheng/ledger';
import { openSheetWorkers } from '@yinzheng/pagecheck';

export interface PrintedPage {
  readonly pdf: Uint8Array;
  readonly digest: string;
}

/** The pages of a sample document as the server prints them: fixed, each with its record code. */
export async function printedPages(document: string, request: string, body: string, server: Signer): Promise<readonly PrintedPage[]> {
  const workers = openSheetWorkers({ workers: 1, timeoutMs: 60_000, maxMemoryMiB: 1_024 });
  try {
    const bytes = new Uint8Array(await readFile(new URL(`../../../samples/documents/${document}`, import.meta.url)));
    const prepared = await workers.prepare([{ name: document, bytes }], { maxBytes: 2 ** 24, maxPages: 20 });
    if (!prepared.ok) throw new Error(document);
    const { pages } = prepared.value;
    const codes = await Promise.all(
      pages.map(({ content }, at) =>
        encodePageCode({ request, page: at + 1, pages: pages.length, content: sha256Hex(content), body, date: '2026-11-22' }, server),
      ),
    );
    const marks = codes.map((code, at) => ({ text: `https://seals.example/v/${code}`, label: `第 ${at + 1} 页 共 ${pages.length} 页` }));
    return (
      await workers.printCodes(
        pages.map(({ content }) => content),
        marks,
      )
    ).pages;
  } finally {
    await workers.close();
  }
}
