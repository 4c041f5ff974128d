import { encode } from 'uqr';
import { glyphOf, type Step, UNITS_PER_EM } from '../font/outlines.ts';
import { CODE_EDGE_MM, CODE_MM, CODE_STRIP_MM, codeBox, LABEL_HEIGHT_MM, LABEL_WIDTH_MM, mmToPt, type Size } from '../paper.ts';
import { num, num6 } from './write-pdf.ts';

export interface PageMark {
  /** What the code holds: a URL of at most about 210 characters. */
  readonly text: string;
  /** What people read beside it. */
  readonly label: string;
}

/** Largest code whose modules a 150 dpi scan still separates at 23 mm: version 10, 57 modules of 0.4 mm. */
const LARGEST_VERSION = 10;

/** PDF operators that draw code and label, black, in the bottom right corner. Throws when the text is too long to be readable. */
export function drawMark(page: Size, mark: PageMark): string {
  return `q 0 g\n${drawCode(page, mark.text)}${drawLabel(page, mark.label)}Q\n`;
}

function drawCode(page: Size, text: string): string {
  const { size, data } = matrixOf(text);
  const box = codeBox(page);
  const module = mmToPt(CODE_MM) / size;
  const bottom = mmToPt(page.heightMm - box.topMm - CODE_MM);
  // One path for all modules: rectangles filled one by one show hairlines between them in some viewers.
  const bars = data.flatMap((row, y) => runs(row).map(([from, length]) => `${from} ${size - 1 - y} ${length} 1 re`));
  return `q ${num6(module)} 0 0 ${num6(module)} ${num(mmToPt(box.leftMm))} ${num(bottom)} cm\n${bars.join('\n')}\nf Q\n`;
}

/**
 * Any mask is valid (ISO/IEC 18004 §7.8). Signed codes are as good as random, so none of the eight is better,
 * and trying them all takes most of the time of making a code.
 */
const MASK = 3;

/** Level M, or a better one when it costs no larger code; L when M does not fit. */
function matrixOf(text: string): { size: number; data: boolean[][] } {
  const options = { boostEcc: true, border: 0, maxVersion: LARGEST_VERSION, maskPattern: MASK } as const;
  try {
    return encode(text, { ...options, ecc: 'M' });
  } catch {
    return encode(text, { ...options, ecc: 'L' });
  }
}

/** Where dark modules begin in a row, and how many follow. */
function runs(row: readonly boolean[]): [from: number, length: number][] {
  const found: [number, number][] = [];
  row.forEach((isDark, x) => {
    if (!isDark) return;
    const last = found.at(-1);
    if (last && last[0] + last[1] === x) last[1]++;
    else found.push([x, 1]);
  });
  return found;
}

/** Right-aligned at the code's left, standing on its bottom line; a long label becomes smaller. */
function drawLabel(page: Size, label: string): string {
  const glyphs = [...label].map(glyphOf);
  const width = glyphs.reduce((sum, glyph) => sum + glyph.advance, 0) / UNITS_PER_EM;
  const emMm = Math.min(LABEL_HEIGHT_MM, LABEL_WIDTH_MM / Math.max(width, 1));
  const unit = mmToPt(emMm) / UNITS_PER_EM;
  let x = mmToPt(page.widthMm - CODE_STRIP_MM - width * emMm);
  const y = mmToPt(CODE_EDGE_MM + 0.3);
  return glyphs
    .map((glyph) => {
      const drawn = `q ${num6(unit)} 0 0 ${num6(unit)} ${num(x)} ${num(y)} cm\n${glyph.steps.map(operator).join('\n')}\nf Q\n`;
      x += glyph.advance * unit;
      return glyph.steps.length > 0 ? drawn : '';
    })
    .join('');
}

function operator(step: Step): string {
  if (step.to === 'close') return 'h';
  const letter = { move: 'm', line: 'l', curve: 'c' }[step.to];
  return `${step.at.map(Math.round).join(' ')} ${letter}`;
}
