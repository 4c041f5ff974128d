import type { Alteration, Altered } from './alter/alteration.ts';
import { changeCharacters } from './alter/change-characters.ts';
import { coverOf, withLine, withoutBlock } from './alter/change-paragraphs.ts';
import { sheetOf } from './approve.ts';
import { type Chance, chanceOf } from './chance.ts';
import { formOf, otherFilling } from './layouts/form-of.ts';
import { cover } from './print/cover.ts';
import { sign, writeDate, writeWords } from './print/pen.ts';
import { photocopy } from './print/photocopy.ts';
import { onPaper, print, printingOf } from './print/printer.ts';
import { rasterise, type Sheet } from './print/rasterise.ts';
import { dress } from './seals/dress.ts';
import type { SealTruth, Truth } from './truth.ts';
import { A4, type Box, type Form } from './typeset/form.ts';

export const UNALTERED = ['clean', 'written', 'sealed', 'dressed'] as const;
export const ALTERED = [
  'characters',
  'twins',
  'added-line',
  'added-red-line',
  'added-by-hand',
  'covered',
  'missing',
  'other-filling',
  'blank',
  'copy-with-hand',
] as const;
export type PageWhat = (typeof UNALTERED)[number] | (typeof ALTERED)[number];

/** So many single characters are changed on one sheet, each counted by itself. */
const CHANGES_A_SHEET = 6;

/** A page's paper as it lies before the camera, and what is true of it. */
export interface Paper {
  readonly sheet: Sheet;
  readonly truth: Truth;
}

/** The sheet of a seed, altered as `what` says. */
export async function pageOf(seed: number, what: PageWhat): Promise<Paper> {
  const { form, sizePt, asPicture } = formOf(seed);
  const next = chanceOf(`sheet ${seed} ${what}`);
  const { form: printed, alterations } = alteredForm(form, seed, what, next.branch('alter'));
  const printing = printingOf(next);
  let sheet = await print(await rasterise(await sheetOf(printed, seed, asPicture)), printing, next.branch('print'));
  const move = ({ leftMm, topMm, ...size }: Box, by = printing): Box => {
    const [left, top] = onPaper(by, [leftMm, topMm]);
    return { leftMm: left, topMm: top, ...size };
  };
  const found: Alteration[] = [...alterations];
  const seals: SealTruth[] = [];
  if (what === 'covered') cover(sheet, move((alterations[0] as Alteration).box), next);
  if (what === 'added-by-hand') found.push(byHand(what, sheet, move(form.free), form, next));
  if (what === 'copy-with-hand') {
    const copy = await photocopy(sheet, next.branch('copy'));
    sheet = copy.sheet;
    found.push(byHand(what, sheet, move(move(form.free), copy.printing), form, next));
  }
  if (what === 'written' || what === 'dressed') {
    sign(sheet, move(form.signature), next);
    writeDate(sheet, move(form.date), next);
  }
  if (what === 'sealed' || what === 'dressed') seals.push(await dress(sheet, printing, form.sealAt, seed));
  return {
    sheet,
    truth: { seed, what, layout: form.layout, sizePt, asPicture, expectedInk: [form.signature, form.date], alterations: found, seals },
  };
}

function alteredForm(form: Form, seed: number, what: PageWhat, next: Chance): Altered {
  const whole = { leftMm: 0, topMm: 0, ...A4 };
  switch (what) {
    case 'characters':
      return changeCharacters(form, next, ['digit', 'character'], CHANGES_A_SHEET);
    case 'twins':
      return changeCharacters(form, next, ['twin'], CHANGES_A_SHEET);
    case 'added-line':
      return withLine(form, next);
    case 'added-red-line':
      return withLine(form, next, true);
    case 'missing':
      return withoutBlock(form, next);
    case 'covered':
      return coverOf(form, next);
    case 'other-filling':
      return { form: otherFilling(seed), alterations: [{ kind: what, box: whole, sizePt: 0 }] };
    case 'blank':
      return { form: { ...form, runs: [], rules: [] }, alterations: [{ kind: what, box: whole, sizePt: 0 }] };
    default:
      return { form, alterations: [] };
  }
}

/** Words by hand in the free place, wherever it came to lie on this paper; the box is where they lie on the approved page. */
function byHand(kind: 'added-by-hand' | 'copy-with-hand', sheet: Sheet, lies: Box, { free }: Form, next: Chance): Alteration {
  const written = writeWords(sheet, lies, next);
  const box = { ...written, leftMm: written.leftMm - lies.leftMm + free.leftMm, topMm: written.topMm - lies.topMm + free.topMm };
  return { kind, box, sizePt: 0 };
}
