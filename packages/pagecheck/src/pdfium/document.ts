import type { Pdfium } from './interface.ts';
import { pdfium, withMemory } from './library.ts';
import { type PdfCharacter, textLayer } from './text-layer.ts';

const ERROR_PASSWORD = 4;
/** FPDFBitmap formats. */
const GRAY = 1;
const BGRX = 3;
/** Render flags: annotations drawn; colours to gray; RGB order instead of BGR. */
const ANNOTATIONS = 0x01;
const AS_GRAY = 0x08;
const AS_RGB = 0x10;
const WHITE = 0xffffffff;

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** 1 = gray; 4 = red, green, blue, unused (255). */
  readonly channels: 1 | 4;
  readonly data: Uint8Array;
}

/** A part of a page in pixels of the whole page rendered at `widthPx` × `heightPx`. */
export interface RenderPart {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly part?: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly color: 'gray' | 'rgb';
  readonly annotations: boolean;
}

export interface PdfiumDocument {
  readonly pageCount: number;
  readonly isEncrypted: boolean;
  /** False when pdfium had to rebuild the table of objects: the file is damaged or cut off. */
  readonly isSound: boolean;
  /** As displayed, after /Rotate; in points. */
  pageSize(index: number): { readonly widthPt: number; readonly heightPt: number };
  /** Throws when the page cannot be loaded or memory ends. */
  render(index: number, what: RenderPart): Raster;
  /** What the page's text layer says, in the order of its content. Throws when the page cannot be loaded. */
  characters(index: number): readonly PdfCharacter[];
}

export type OpenFailure = 'encrypted' | 'damaged';

/**
 * Opens a PDF with the empty password, hands it to `use` and always closes it, so that a worker does not grow.
 * `use` must not keep the document.
 */
export async function withPdf<T>(bytes: Uint8Array, use: (document: PdfiumDocument) => T | Promise<T>): Promise<T | OpenFailure> {
  const library = await pdfium();
  const copy = library.wasmExports.malloc(Math.max(1, bytes.length));
  if (copy === 0) throw new RangeError('pdfium has no room for the file');
  library.HEAPU8.set(bytes, copy);
  const handle = library._FPDF_LoadMemDocument(copy, bytes.length, 0);
  if (handle === 0) {
    const failure = library._FPDF_GetLastError() === ERROR_PASSWORD ? 'encrypted' : 'damaged';
    library.wasmExports.free(copy);
    return failure;
  }
  const form = openForm(library, handle);
  try {
    return await use(document(library, handle, form.handle));
  } finally {
    library._FPDFDOC_ExitFormFillEnvironment(form.handle);
    library.wasmExports.free(form.callbacks);
    library._FPDF_CloseDocument(handle);
    library.wasmExports.free(copy);
  }
}

/** Filled-in fields are drawn by pdfium's form environment. Version 2 without callbacks: no script can run. */
function openForm(library: Pdfium, handle: number): { handle: number; callbacks: number } {
  const callbacks = library.wasmExports.malloc(256);
  library.HEAPU8.fill(0, callbacks, callbacks + 256);
  library.HEAP32[callbacks / 4] = 2;
  const form = library._FPDFDOC_InitFormFillEnvironment(handle, callbacks);
  library._FPDF_SetFormFieldHighlightAlpha(form, 0);
  return { handle: form, callbacks };
}

function document(library: Pdfium, handle: number, form: number): PdfiumDocument {
  return {
    pageCount: library._FPDF_GetPageCount(handle),
    isEncrypted: library._FPDF_GetSecurityHandlerRevision(handle) !== -1,
    isSound: library._FPDF_DocumentHasValidCrossReferenceTable(handle) !== 0,
    pageSize: (index) =>
      withMemory(library, 8, (size) => {
        library._FPDF_GetPageSizeByIndexF(handle, index, size);
        const [widthPt = 0, heightPt = 0] = new Float32Array(library.HEAPU8.buffer, size, 2);
        return { widthPt, heightPt };
      }),
    render: (index, what) =>
      withPage(library, handle, index, (page) => {
        library._FORM_OnAfterLoadPage(page, form);
        try {
          return render(library, page, form, what);
        } finally {
          library._FORM_OnBeforeClosePage(page, form);
        }
      }),
    characters: (index) => withPage(library, handle, index, (page) => textLayer(library, page)),
  };
}

function withPage<T>(library: Pdfium, handle: number, index: number, use: (page: number) => T): T {
  const page = library._FPDF_LoadPage(handle, index);
  if (page === 0) throw new Error(`page ${index} cannot be loaded`);
  try {
    return use(page);
  } finally {
    library._FPDF_ClosePage(page);
  }
}

function render(library: Pdfium, page: number, form: number, what: RenderPart): Raster {
  const { left, top, width, height } = what.part ?? { left: 0, top: 0, width: what.widthPx, height: what.heightPx };
  const channels = what.color === 'gray' ? 1 : 4;
  const flags = what.color === 'gray' ? AS_GRAY : AS_RGB;
  return withMemory(library, width * height * channels, (pixels) => {
    const bitmap = library._FPDFBitmap_CreateEx(width, height, channels === 1 ? GRAY : BGRX, pixels, width * channels);
    library._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    const pageFlags = flags | (what.annotations ? ANNOTATIONS : 0);
    library._FPDF_RenderPageBitmap(bitmap, page, -left, -top, what.widthPx, what.heightPx, 0, pageFlags);
    if (what.annotations) library._FPDF_FFLDraw(form, bitmap, page, -left, -top, what.widthPx, what.heightPx, 0, flags);
    library._FPDFBitmap_Destroy(bitmap);
    return { width, height, channels, data: library.HEAPU8.slice(pixels, pixels + width * height * channels) };
  });
}
