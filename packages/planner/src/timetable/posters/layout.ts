import { type PDFFont, type PDFPage, rgb } from '@cantoo/pdf-lib';
import type { Faces } from './faces.ts';
import type { Poster, PosterService } from './poster.ts';
import { emsOf, fitSize, wrap } from './set-text.ts';
import type { When } from './when.ts';

/** A3, points. */
export const A3 = [841.89, 1190.55] as const;
const MARGIN = 48;
const WIDTH = A3[0] - 2 * MARGIN;

const colour = (hex: string): ReturnType<typeof rgb> => {
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return rgb(part(1), part(3), part(5));
};
/** As in the web's tokens: ink on paper, the red of seal paste. */
const INK = colour('#211c17');
const SOFT = colour('#5f564b');
const SEAL = colour('#a61c1c');
const WASH = colour('#f7f1e6');
const LINE = colour('#8a7f70');
const WHITE = rgb(1, 1, 1);
const GREEN_WASH = colour('#e6f2ea');
const GREEN = colour('#1f6340');

/** Lines of one text from a top edge downwards. Drawn or, without a page, only measured. */
interface Pen {
  readonly page: PDFPage | null;
  readonly faces: Faces;
}

const LEADING = 1.26;

function lines(
  pen: Pen,
  font: PDFFont,
  size: number,
  text: string,
  x: number,
  top: number,
  width: number,
  ink: ReturnType<typeof rgb>,
): number {
  const set = wrap(font, size, text, width);
  set.forEach((line, index) => {
    // Noto's Chinese glyphs stand 0.88 above the baseline and 0.12 below it.
    pen.page?.drawText(line, { x, y: top - index * size * LEADING - size * (0.88 + (LEADING - 1) / 2), size, font, color: ink });
  });
  return set.length * size * LEADING;
}

function box(
  pen: Pen,
  x: number,
  top: number,
  width: number,
  height: number,
  fill: ReturnType<typeof rgb>,
  edge?: ReturnType<typeof rgb>,
): void {
  pen.page?.drawRectangle({ x, y: top - height, width, height, color: fill, ...(edge ? { borderColor: edge, borderWidth: 1.5 } : {}) });
}

/** One line where that is large enough to be seen from across the road, else two smaller ones. */
function villageSize(font: PDFFont, village: string): number {
  const one = fitSize(font, village, WIDTH, 118, 1, 40);
  return one >= 50 ? one : fitSize(font, village, WIDTH, 68, 2, 30);
}

/** The red head: who publishes and for which days, the village, the title. Gives its height. */
function head(pen: Pen, { village, publisher, period }: Poster): number {
  const { bold, regular } = pen.faces;
  const size = villageSize(bold, village);
  const count = wrap(bold, size, village, WIDTH).length;
  const height = 26 + 26 * LEADING + count * size * LEADING + 38 * LEADING + 14;
  box(pen, 0, A3[1], A3[0], height, SEAL);
  let top = A3[1] - 24;
  const small = fitSize(regular, period, WIDTH / 2, 26, 1, 10);
  lines(pen, regular, small, period, MARGIN + WIDTH - small * emsOf(regular, period), top, WIDTH, WHITE);
  const room = WIDTH - small * emsOf(regular, period) - 24;
  lines(pen, regular, fitSize(regular, publisher, room, 26, 1, 10), publisher, MARGIN, top, room, WHITE);
  top -= 26 * LEADING;
  top -= lines(pen, bold, size, village, MARGIN, top, WIDTH, WHITE);
  lines(pen, bold, 38, '流动服务到村时刻表', MARGIN, top, WIDTH, WHITE);
  return height;
}

const NOBODY = '这段时间还没有排上，请打电话问一问。';

/** Day, hours and dates on one line where there is room, else below each other. Gives the height. */
function when(pen: Pen, { days, hours, dates }: When, x: number, top: number, width: number, scale: number): number {
  const { bold, regular } = pen.faces;
  const [size, small] = [48 * scale, 40 * scale];
  const gap = size * 0.7;
  const left = size * (emsOf(bold, days) + emsOf(bold, hours)) + gap;
  const isTold = left <= width;
  if (isTold) {
    lines(pen, bold, size, hours, x + size * emsOf(bold, days) + gap, top, width, INK);
    lines(pen, bold, size, days, x, top, width, INK);
    const right = small * emsOf(regular, dates);
    if (left + gap + right <= width) {
      lines(pen, regular, small, dates, x + width - right, top - (size - small) * 0.8, width, INK);
      return size * LEADING + 4 * scale;
    }
  }
  let at = isTold ? top - size * LEADING : top - lines(pen, bold, size, days, x, top, width, INK);
  if (!isTold) at -= lines(pen, bold, size, hours, x, at, width, INK);
  return top - at + lines(pen, regular, small, dates, x, at, width, INK) + 8 * scale;
}

/** One service. Gives its height at this scale. */
function service(pen: Pen, { name, whens, bring }: PosterService, top: number, scale: number): number {
  const { bold, regular } = pen.faces;
  const pad = 16 * scale;
  const x = MARGIN + pad + 12;
  const width = WIDTH - 2 * pad - 12;
  let at = top - pad;
  at -= lines(pen, bold, 50 * scale, name, x, at, width, SEAL);
  if (whens.length === 0) at -= lines(pen, regular, 36 * scale, NOBODY, x, at, width, INK);
  for (const each of whens) at -= when(pen, each, x, at, width, scale);
  if (bring) {
    const height = wrap(bold, 32 * scale, `请带：${bring}`, width - 24).length * 32 * scale * LEADING + 12 * scale;
    box(pen, x - 12, at - 4 * scale, MARGIN + WIDTH - 8 - (x - 12), height, WASH);
    lines(pen, bold, 32 * scale, `请带：${bring}`, x, at - 10 * scale, width - 24, INK);
    at -= height + 4 * scale;
  }
  const height = top - at + pad * 0.8;
  if (pen.page) {
    pen.page.drawRectangle({ x: MARGIN, y: top - height, width: WIDTH, height, borderColor: LINE, borderWidth: 1.5 });
    pen.page.drawRectangle({ x: MARGIN, y: top - height, width: 10, height, color: SEAL });
  }
  return height;
}

const WRITE_HERE = '＿＿＿＿＿＿';

/** Where to stand, whom to call, what else. Gives its height, drawn upwards from the page's foot. */
function foot(pen: Pen, { meetAt, phone, remark }: Poster): number {
  const { bold, regular } = pen.faces;
  const half = (WIDTH - 20) / 2;
  const label = 26;
  const place = meetAt ?? WRITE_HERE;
  const number = phone ?? WRITE_HERE;
  const onOneLine = fitSize(bold, place, half - 36, 46, 1, 22);
  const placeSize = onOneLine >= 34 ? onOneLine : fitSize(bold, place, half - 36, 40, 2, 18);
  const numberSize = fitSize(bold, number, half - 36, 62, 1, 20);
  const placeHeight = wrap(bold, placeSize, place, half - 36).length * placeSize * LEADING;
  const boxHeight = 28 + label * LEADING + Math.max(placeHeight, numberSize * LEADING);
  const remarkSize = remark ? fitSize(regular, remark, WIDTH, 28, 2, 14) : 0;
  const remarkHeight = remark ? wrap(regular, remarkSize, remark, WIDTH).length * remarkSize * LEADING + 12 : 0;
  const height = boxHeight + remarkHeight + 36;
  const top = height;
  box(pen, MARGIN, top, half, boxHeight, WASH, LINE);
  lines(pen, regular, label, '在哪里等', MARGIN + 18, top - 12, half, SOFT);
  lines(pen, bold, placeSize, place, MARGIN + 18, top - 14 - label * LEADING, half - 36, INK);
  const right = MARGIN + half + 20;
  box(pen, right, top, half, boxHeight, GREEN_WASH, LINE);
  lines(pen, regular, label, '有事打电话', right + 18, top - 12, half, GREEN);
  lines(pen, bold, numberSize, number, right + 18, top - 14 - label * LEADING, half - 36, INK);
  if (remark) lines(pen, regular, remarkSize, remark, MARGIN, top - boxHeight - 12, WIDTH, INK);
  return height + 24;
}

const LARGEST = 1.2;
const GAP = 16;
/** Of 40-point dates: 18 points, the least that old eyes read at arm's length. */
export const READABLE = 0.45;

/** Draws a poster on a page of A3, as large as it will go; gives the scale of its print, 1 being 48-point hours. */
export function drawPoster(faces: Faces, poster: Poster): number {
  const measure: Pen = { page: null, faces };
  const between = A3[1] - head(measure, poster) - foot(measure, poster) - 2 * GAP;
  const needs = (scale: number): number =>
    poster.services.reduce((sum, each) => sum + service(measure, each, 0, scale), 0) +
    (poster.services.length - 1) * GAP * Math.min(1, scale);
  let scale = LARGEST;
  while (needs(scale) > between && scale > 0.05) scale *= 0.97;
  const pen: Pen = { page: faces.pdf.addPage([...A3]), faces };
  let top = A3[1] - head(pen, poster) - GAP;
  foot(pen, poster);
  const slack = Math.max(0, between - needs(scale)) / Math.max(1, poster.services.length);
  for (const each of poster.services) top -= service(pen, each, top, scale) + GAP * Math.min(1, scale) + Math.min(slack, 24);
  return scale;
}
