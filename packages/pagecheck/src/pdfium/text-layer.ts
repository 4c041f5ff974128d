import type { Pdfium } from './interface.ts';
import { withMemory } from './library.ts';

/** A character of a page's text layer: what the file says, which need not be what it draws. */
export interface PdfCharacter {
  readonly text: string;
  /** Points from the page's bottom left: its advance from left to right, what it draws from bottom to top. */
  readonly leftPt: number;
  readonly rightPt: number;
  readonly bottomPt: number;
  readonly topPt: number;
}

/** Characters that the content draws, in its order; spaces and line ends, also those that pdfium adds, are left out. */
export function textLayer(library: Pdfium, page: number): readonly PdfCharacter[] {
  const text = library._FPDFText_LoadPage(page);
  if (text === 0) return [];
  try {
    return withMemory(library, 48, (memory) => {
      const characters: PdfCharacter[] = [];
      for (let at = 0, count = library._FPDFText_CountChars(text); at < count; at++) {
        const code = library._FPDFText_GetUnicode(text, at);
        if (library._FPDFText_IsGenerated(text, at) === 1 || code <= 0x20 || code > 0x10ffff) continue;
        // FS_RECTF: left, top, right, bottom. Its height is that of the whole font, often several lines: only the width is of use.
        if (library._FPDFText_GetLooseCharBox(text, at, memory) === 0) continue;
        const [leftPt = 0, , rightPt = 0] = new Float32Array(library.HEAPU8.buffer, memory, 4);
        const [left, right, bottom, top] = [0, 1, 2, 3].map((n) => memory + 16 + n * 8) as [number, number, number, number];
        if (library._FPDFText_GetCharBox(text, at, left, right, bottom, top) === 0) continue;
        const [, , bottomPt = 0, topPt = 0] = new Float64Array(library.HEAPU8.buffer, left, 4);
        characters.push({ text: String.fromCodePoint(code), leftPt, rightPt, bottomPt, topPt });
      }
      return characters;
    });
  } finally {
    library._FPDFText_ClosePage(text);
  }
}
