import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fontkit, { type Font } from '@cantoo/fontkit';
import { PDFDocument, type PDFFont } from '@cantoo/pdf-lib';

/** Noto Sans SC (SIL Open Font License 1.1), as its package carries it. */
const FILES = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'] as const;

let parsed: readonly Font[] | undefined;

/** Read once a thread: 10 MiB each. */
function fontsOf(): readonly Font[] {
  const { resolve } = createRequire(import.meta.url);
  // A TrueType file holds one font, not a collection.
  parsed ??= FILES.map((file) => fontkit.create(readFileSync(resolve(`@expo-google-fonts/noto-sans-sc/${file}`))) as Font);
  return parsed;
}

/** A document whose two faces carry only the characters that it uses. */
export interface Faces {
  readonly pdf: PDFDocument;
  readonly regular: PDFFont;
  readonly bold: PDFFont;
}

/** Neither time nor chance goes in: equal pages give equal bytes. */
export async function openFaces(): Promise<Faces> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const fonts = fontsOf();
  let next = 0;
  // The library would parse both files anew for every document.
  pdf.registerFontkit({ ...fontkit, create: () => fonts[next++ % fonts.length] as Font });
  const regular = await pdf.embedFont(new Uint8Array(), { subset: true });
  const bold = await pdf.embedFont(new Uint8Array(), { subset: true });
  return { pdf, regular, bold };
}

/** Drawn where the font has no such character: room to write it by hand. */
const ROOM = '□';

/** The text without signs that turn or hide it, an empty square for each character that the font has not; these are told to `missing`. */
export function settable(text: string, missing: Set<string>): string {
  const [font] = fontsOf();
  const plain = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Variation_Selector}]/gu, '');
  return [...plain]
    .map((character) => {
      if (font?.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) return character;
      missing.add(character);
      return ROOM;
    })
    .join('');
}
