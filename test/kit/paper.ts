import { encodePageCode, type Signer, sha256Hex } from '@yinzheng/ledger';
import { openSheetWorkers, type Raster, renderPage } from '@yinzheng/pagecheck';
import { paperOnDesk, pressSeal, sealImprint } from '@yinzheng/pagecheck/emulation';

/** Resolution of the printer and of the seal that is pressed: office printers have 600; coarser than 300, small print loses its shapes. */
export const PRINT_DPI = 400;
/** Its centre. */
export const SEAL_MM = { x: 75, y: 259 } as const;
const FACE_TEXT = '玉海市滨江社区居民委员会（示例）';

/** Fixed pages of an upload with genuine codes of this request, one PDF a page. */
export async function printedPages(
  upload: Uint8Array,
  of: { readonly request: string; readonly body: string; readonly signer: Signer; readonly site?: string },
): Promise<readonly Uint8Array[]> {
  const workers = openSheetWorkers({ workers: 1, timeoutMs: 60_000, maxMemoryMiB: 1024 });
  try {
    const prepared = await workers.prepare([{ name: 'letter.pdf', bytes: upload }], { maxBytes: 2 ** 26, maxPages: 20 });
    if (!prepared.ok) throw new Error(prepared.problem.code);
    const { pages } = prepared.value;
    const marks = await Promise.all(
      pages.map(async ({ content }, at) => {
        const facts = { request: of.request, page: at + 1, pages: pages.length, content: sha256Hex(content), body: of.body };
        const code = await encodePageCode({ ...facts, date: '2026-11-22' }, of.signer);
        return { text: `${of.site ?? 'https://seals.example'}/v/${code}`, label: `第 ${at + 1} 页` };
      }),
    );
    const contents = pages.map(({ content }) => content);
    return (await workers.printCodes(contents, marks)).pages.map(({ pdf }) => pdf);
  } finally {
    await workers.close();
  }
}

/** The page as it comes out of the printer. */
export const onPaper = (page: Uint8Array): Promise<Raster> => renderPage(page, PRINT_DPI, 'rgb');

/** A whole round seal, 42 mm across, below the last line of a letter. */
export async function stamped(paper: Raster, faceText = FACE_TEXT): Promise<Raster> {
  const imprint = await sealImprint({ faceText, diameterMm: 42, dpi: PRINT_DPI });
  return pressSeal(paper, { imprint, centreMm: SEAL_MM, dpi: PRINT_DPI, rotationDeg: 6, seed: 3 });
}

/** A photo of it on a desk. */
export const photographed = (paper: Raster, seed = 1): Promise<Uint8Array> =>
  paperOnDesk(paper, { seed, rotationDeg: 2, perspective: 0.012, brightness: 0.85 });
