import { codeOf, sheetOf } from './approve.ts';
import { capture } from './capture/capture.ts';
import { type CaptureKind, earlier, shotOf } from './capture/shot.ts';
import { chanceOf } from './chance.ts';
import { formOf } from './layouts/form-of.ts';
import { type PageWhat, pageOf } from './pages.ts';
import { specimensOf } from './seals/dress.ts';
import { type Pressed, SEALED, type SealWhat, sealedPageOf } from './seals.ts';
import type { Picture, Truth } from './truth.ts';

export type What = PageWhat | SealWhat;

/** What every picture of a seed shares: the approved page, its code, the seals on file. */
export type Approved = Pick<Picture, 'page' | 'code' | 'specimens'>;

export async function approvedOf(seed: number): Promise<Approved> {
  const { form, asPicture } = formOf(seed);
  return { page: await sheetOf(form, seed, asPicture), code: codeOf(seed), specimens: await specimensOf(seed) };
}

export type Taken = Pick<Picture, 'capture' | 'photo' | 'before' | 'truth'>;

/** One sheet in each of the captures asked for. None when the seed has no such sheet. */
export async function picturesOf(seed: number, what: What, captures: readonly CaptureKind[]): Promise<readonly Taken[]> {
  const isSeal = (SEALED as readonly string[]).includes(what);
  const paper = isSeal ? await sealedPageOf(seed, what as SealWhat) : await pageOf(seed, what as PageWhat);
  if (!paper) return [];
  const taken: Taken[] = [];
  for (const kind of captures) {
    const name = `capture ${seed} ${what} ${kind}`;
    const shot = shotOf(kind, chanceOf(name));
    const photo = await capture(paper.sheet, shot, chanceOf(`${name} after`));
    // Only the machine's camera looks before a press too.
    const last = isSeal && kind === 'device5' ? earlier(shot, chanceOf(`${name} nudge`)) : null;
    const before = last && (await capture((paper as Pressed).before, last, chanceOf(`${name} before`)));
    taken.push({ capture: kind, photo, before, truth: paper.truth satisfies Truth });
  }
  return taken;
}
