import type { Chance } from '../chance.ts';
import { extentOf, widthOf } from '../typeset/fonts.ts';
import { type Form, PT_MM, type Run } from '../typeset/form.ts';
import { inkBox } from '../typeset/ink-box.ts';
import { areTwins, COMMON, twinOf } from '../words/twins.ts';
import { type Alteration, type Altered, around } from './alteration.ts';

type Single = 'digit' | 'character' | 'twin';

/** So far from each other that one box around two of them is a fault of the check's. */
const APART_MM = 16;

interface Place {
  readonly run: number;
  readonly index: number;
  readonly to: string;
  readonly alteration: Alteration;
}

/** Changes up to `count` single characters, far from each other; all other ink stays where it is. */
export function changeCharacters(form: Form, next: Chance, kinds: readonly Single[], count: number): Altered {
  const chosen: Place[] = [];
  const candidates = next.shuffled(form.runs.flatMap((run, at) => [...run.text].map((_, index) => ({ run: at, index }))));
  for (const { run, index } of candidates) {
    if (chosen.length === count) break;
    const kind = kinds[chosen.length % kinds.length] as Single;
    const place = change(form.runs[run] as Run, run, index, kind, next);
    if (place && chosen.every(({ alteration }) => distance(alteration, place.alteration) > APART_MM)) chosen.push(place);
  }
  const runs = form.runs.flatMap((run, at) =>
    rewritten(
      run,
      chosen.filter((place) => place.run === at),
    ),
  );
  return { form: { ...form, runs }, alterations: chosen.map(({ alteration }) => alteration) };
}

function change(run: Run, at: number, index: number, kind: Single, next: Chance): Place | null {
  const from = [...run.text][index] as string;
  const to = instead(from, kind, next);
  if (to === null) return null;
  const box = around([inkBox(run, index), inkBox(run, index, to)]);
  return { run: at, index, to, alteration: { kind, box, sizePt: run.sizePt, from, to } };
}

const isChinese = (character: string): boolean => character >= '\u4e00' && character <= '\u9fff';

function instead(from: string, kind: Single, next: Chance): string | null {
  if (kind === 'twin') return twinOf(from);
  if (kind === 'digit') return /\d/.test(from) ? next.pick([...'0123456789'].filter((digit) => digit !== from)) : null;
  return isChinese(from) ? next.pick(COMMON.filter((other) => other !== from && !areTwins(from, other))) : null;
}

function distance(one: Alteration, other: Alteration): number {
  const middle = ({ box }: Alteration): [number, number] => [box.leftMm + box.widthMm / 2, box.topMm + box.heightMm / 2];
  const [[x0, y0], [x1, y1]] = [middle(one), middle(other)];
  return Math.hypot(x0 - x1, y0 - y1);
}

/** A run with other characters in some places: cut there when the new one is narrower or wider, so that what follows does not move. */
function rewritten(run: Run, places: readonly Place[]): Run[] {
  if (places.length === 0) return [run];
  const characters = [...run.text];
  const pieces: Run[] = [];
  let from = 0;
  const cut = (to: number, text: string): void => {
    const before = widthOf(run.face, characters.slice(0, from).join(''));
    if (text !== '') pieces.push({ ...run, text, xMm: run.xMm + before * run.sizePt * PT_MM });
    from = to;
  };
  for (const { index, to } of [...places].sort((p, q) => p.index - q.index)) {
    cut(index, characters.slice(from, index).join(''));
    // The new one stands in the middle of the old one's room, as a careful forger sets it.
    const room = extentOf(run.face, characters[index] as string).advance - extentOf(run.face, to).advance;
    cut(index + 1, to);
    const piece = pieces.pop() as Run;
    pieces.push({ ...piece, xMm: piece.xMm + (room / 2) * run.sizePt * PT_MM });
  }
  cut(characters.length, characters.slice(from).join(''));
  return pieces;
}
