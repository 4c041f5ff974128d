import { sheetOf } from './approve.ts';
import { chanceOf } from './chance.ts';
import { formOf } from './layouts/form-of.ts';
import type { Paper } from './pages.ts';
import { print, printingOf } from './print/printer.ts';
import { rasterise, type Sheet } from './print/rasterise.ts';
import { otherText, ownFace, type Placing, place, sameText, secondFace } from './seals/dress.ts';
import type { SealTruth } from './truth.ts';

export const SEALED = [
  'seal-same',
  'seal-same-text',
  'seal-other-text',
  'seal-other',
  'seal-faint',
  'seal-patchy',
  'seal-partial',
  'seal-smeared',
  'seal-double',
  'seal-overlap',
  'seal-laser',
  'seal-inkjet',
  'seal-filed-laser',
  'seal-filed-inkjet',
  'seal-grey',
] as const;
export type SealWhat = (typeof SEALED)[number];

/** A sheet before and after its last press. */
export interface Pressed extends Paper {
  readonly before: Sheet;
}

/** What a case presses, in order: the last one between the two photos. Null when the seed's seal does not lend itself to it. */
function placingsOf(seed: number, what: SealWhat): Placing[] | null {
  const next = chanceOf(`seals ${seed} ${what}`);
  const { form } = formOf(seed);
  const [x, y] = form.sealAt;
  const own = ownFace(seed);
  // Anywhere on the lower half: over text, in the open, at the margin.
  const at = next.chance(0.5) ? ([x, y] as const) : ([next.between(35, 175), next.between(70, 225)] as const);
  const common = { pageMm: at, turnDeg: next.bell() * (next.chance(0.3) ? 90 : 8), specimen: own.id, name: `${seed} ${what}` };
  const mine: Placing = { ...common, face: own, is: 'same' };
  switch (what) {
    case 'seal-same':
      return [mine];
    case 'seal-same-text':
      return [{ ...common, face: sameText(seed), is: 'same-text' }];
    case 'seal-other-text': {
      const face = otherText(seed);
      return face && [{ ...common, face, is: 'other' }];
    }
    case 'seal-other':
      return [{ ...common, face: { ...secondFace(seed), id: 'stranger', text: ownFace(seed + 1000).text }, is: 'other' }];
    case 'seal-overlap': {
      const [byMm, towards] = [next.between(12, 30), next.between(0, 2 * Math.PI)];
      const beside = [at[0] + byMm * Math.cos(towards), at[1] + byMm * Math.sin(towards)] as const;
      return [
        { ...common, face: secondFace(seed), specimen: secondFace(seed).id, is: 'same', pageMm: beside, name: `${seed} below` },
        mine,
      ];
    }
    case 'seal-laser':
    case 'seal-inkjet':
    case 'seal-grey':
      return [{ ...mine, by: what.slice(5) as 'laser' | 'inkjet' | 'grey' }];
    case 'seal-filed-laser':
    case 'seal-filed-inkjet':
      return [{ ...mine, isFiled: true, by: what.slice(11) as 'laser' | 'inkjet' }];
    default:
      return [{ ...mine, condition: what.slice(5) as 'faint' | 'patchy' | 'partial' | 'smeared' | 'double' }];
  }
}

/** The approved page of a seed with seals on it; null when there is no such case for this seed. */
export async function sealedPageOf(seed: number, what: SealWhat): Promise<Pressed | null> {
  const placings = placingsOf(seed, what);
  if (!placings) return null;
  const { form, sizePt, asPicture } = formOf(seed);
  const next = chanceOf(`sealed sheet ${seed} ${what}`);
  const printing = printingOf(next);
  const sheet = await print(await rasterise(await sheetOf(form, seed, asPicture)), printing, next.branch('print'));
  let before = sheet;
  const seals: SealTruth[] = [];
  for (const placing of placings) {
    before = { ...sheet, data: Uint8Array.from(sheet.data) };
    seals.push(await place(sheet, printing, placing));
  }
  const truth = { seed, what, layout: form.layout, sizePt, asPicture, expectedInk: [form.signature, form.date], alterations: [], seals };
  return { sheet, before, truth };
}
