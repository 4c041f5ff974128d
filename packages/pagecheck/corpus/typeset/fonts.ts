import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fontkit, { type Font } from '@cantoo/fontkit';
import type { Face } from './form.ts';

const FILES: Readonly<Record<Face, string>> = {
  sans: 'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  serif: 'noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'sans-bold': 'noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
  'serif-bold': 'noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
};

const paths = createRequire(import.meta.url);
const files = new Map<Face, Buffer>();
const fonts = new Map<Face, Font>();

export const fontPath = (face: Face): string => paths.resolve(`@expo-google-fonts/${FILES[face]}`);

/** Noto Sans SC and Noto Serif SC (SIL Open Font License 1.1), as their packages carry them. */
export function fontFile(face: Face): Buffer {
  const file = files.get(face) ?? readFileSync(fontPath(face));
  files.set(face, file);
  return file;
}

function fontOf(face: Face): Font {
  const font = fonts.get(face) ?? (fontkit.create(fontFile(face)) as Font);
  fonts.set(face, font);
  return font;
}

interface Extent {
  /** Of the em. */
  readonly advance: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

const extents = new Map<string, Extent>();

/** How far one character reaches, in parts of the em, its origin on the baseline, upwards positive. */
export function extentOf(face: Face, character: string): Extent {
  const key = face + character;
  let extent = extents.get(key);
  if (!extent) {
    const font = fontOf(face);
    const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    if (!glyph) throw new Error(`no glyph for ${character}`);
    const em = font.unitsPerEm;
    const { minX, minY, maxX, maxY } = glyph.bbox;
    const isBlank = !Number.isFinite(minX);
    extent = isBlank
      ? { advance: glyph.advanceWidth / em, left: 0, right: 0, bottom: 0, top: 0 }
      : { advance: glyph.advanceWidth / em, left: minX / em, right: maxX / em, bottom: minY / em, top: maxY / em };
    extents.set(key, extent);
  }
  return extent;
}

/** Of a text in ems, as it is set: without kerning. */
export function widthOf(face: Face, text: string): number {
  let width = 0;
  for (const character of text) width += extentOf(face, character).advance;
  return width;
}
