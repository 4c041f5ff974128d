import { chineseFontFile } from '../font/file.ts';
import type { Pdfium } from './interface.ts';
import { trampoline } from './trampoline.ts';

/** Windows charsets that only a CJK font can serve: Shift JIS, Hangul, GB 2312, Big5. */
const CJK = new Set([128, 129, 134, 136]);

/** Words of FPDF_SYSFONTINFO (fpdf_sysfontinfo.h) that hold the functions we take over. */
const MAP_FONT = 3;
const GET_FONT_DATA = 5;

/**
 * Lends pdfium Noto Sans SC for CJK text whose font is not in the file (`宋体` of a bare Word export): inside WebAssembly pdfium
 * sees no system fonts and would leave such text out. Latin text falls back to the fonts pdfium carries itself.
 * The module's function table cannot grow, so the two functions take the places of those of pdfium's default table.
 */
export function lendChineseFont(library: Pdfium): void {
  const table = library.wasmExports.__indirect_function_table;
  const struct = library._FPDF_GetDefaultSystemFontInfo() / 4;
  // The default functions that stay read a few fields behind the handle: zeros mean no name, no charset.
  const handle = library.wasmExports.malloc(256);
  library.HEAPU8.fill(0, handle, handle + 256);
  const mapFont = (_self = 0, _weight = 0, _italic = 0, charset = 0): number => (CJK.has(charset) ? handle : 0);
  const getFontData = (_self = 0, _font = 0, tag = 0, buffer = 0, size = 0): number => copyFont(library, tag, buffer, size);
  table.set(library.HEAP32[struct + MAP_FONT] ?? 0, trampoline(mapFont, 7));
  table.set(library.HEAP32[struct + GET_FONT_DATA] ?? 0, trampoline(getFontData, 5));
  library._FPDF_SetSystemFontInfo(struct * 4);
}

/** The whole file when no table is named; single tables and collections ('ttcf') are not offered. Returns the size that is needed. */
function copyFont(library: Pdfium, tag: number, buffer: number, size: number): number {
  if (tag !== 0) return 0;
  const font = chineseFontFile();
  if (buffer !== 0 && size >= font.length) library.HEAPU8.set(font, buffer);
  return font.length;
}
