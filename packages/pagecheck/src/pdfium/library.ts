import { PDFiumModule } from '@hyzyla/pdfium';
import { lendChineseFont } from './chinese-font.ts';
import type { Pdfium } from './interface.ts';

let loading: Promise<Pdfium> | undefined;

/** pdfium for this thread, loaded once from inside its package. Not safe to share: one document at a time, no waiting in between. */
export function pdfium(): Promise<Pdfium> {
  loading ??= load();
  return loading;
}

/** pdfium writes its troubles with strangers' files to the console; what matters comes back as an error. */
const ignore = (): void => {};

async function load(): Promise<Pdfium> {
  const library = (await PDFiumModule({ print: ignore, printErr: ignore } as object)) as unknown as Pdfium;
  library._FPDF_InitLibraryWithConfig(0);
  lendChineseFont(library);
  return library;
}

/** A block of pdfium's memory, not cleared, freed when `use` is done. */
export function withMemory<T>(library: Pdfium, size: number, use: (pointer: number) => T): T {
  const pointer = library.wasmExports.malloc(size);
  if (pointer === 0) throw new RangeError(`pdfium has no room for ${size} bytes`);
  try {
    return use(pointer);
  } finally {
    library.wasmExports.free(pointer);
  }
}
