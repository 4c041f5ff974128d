import fontkit from '@cantoo/fontkit';
import { PDFDocument, type PDFFont, PDFName, rgb } from '@cantoo/pdf-lib';
import { fontFile } from './fonts.ts';
import { A4, type Face, type Form, PT_MM } from './form.ts';

const BLACK = rgb(0, 0, 0);
const RED = rgb(0.85, 0.05, 0.08);

/** The form as a PDF with its fonts embedded. `asPicture` gives it layers, which the sheet set cannot keep: it is then approved as a picture. */
export async function writePdf(form: Form, asPicture: boolean): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.registerFontkit(fontkit);
  const fonts = new Map<Face, PDFFont>();
  for (const face of new Set(form.runs.map(({ face }) => face))) fonts.set(face, await pdf.embedFont(fontFile(face), { subset: true }));
  const page = pdf.addPage([A4.widthMm / PT_MM, A4.heightMm / PT_MM]);
  const up = (yMm: number): number => (A4.heightMm - yMm) / PT_MM;
  for (const { text, xMm, yMm, sizePt, face, isRed } of form.runs) {
    const font = fonts.get(face) as PDFFont;
    page.drawText(text, { x: xMm / PT_MM, y: up(yMm), size: sizePt, font, color: isRed ? RED : BLACK });
  }
  for (const { fromMm, toMm, widthMm, isRed } of form.rules) {
    const [start, end] = [fromMm, toMm].map(([x, y]) => ({ x: x / PT_MM, y: up(y) })) as [
      { x: number; y: number },
      { x: number; y: number },
    ];
    page.drawLine({ start, end, thickness: widthMm / PT_MM, color: isRed ? RED : BLACK });
  }
  if (asPicture) pdf.catalog.set(PDFName.of('OCProperties'), pdf.context.obj({ OCGs: [], D: {} }));
  return pdf.save({ useObjectStreams: false });
}
