import { chanceOf } from '../chance.ts';
import type { Form } from '../typeset/form.ts';
import { accounts } from './accounts.ts';
import { application } from './application.ts';
import { certificate } from './certificate.ts';
import { contract } from './contract.ts';
import { notice } from './notice.ts';
import type { Order } from './parts.ts';
import { roster } from './roster.ts';

export const LAYOUTS = { certificate, application, notice, contract, accounts, roster } as const;
export type Layout = keyof typeof LAYOUTS;

const SIZES_PT = [9, 10.5, 12, 16] as const;
/** Part of the pages that is approved as pictures, since the upload cannot stay vector. */
const AS_PICTURE = 0.12;

export interface Made {
  readonly form: Form;
  readonly sizePt: number;
  readonly asPicture: boolean;
}

/** The page of a seed: layouts and sizes take turns, so that few seeds already have all of both, on the even and the odd side alike. */
export function formOf(seed: number): Made {
  const next = chanceOf(`page ${seed}`);
  const turn = seed >> 1;
  const layout = (Object.keys(LAYOUTS) as Layout[])[turn % 6] as Layout;
  const sizePt = SIZES_PT[(turn + Math.floor(turn / 6)) % 4] as number;
  const order: Order = { next: next.branch('words'), sizePt, isSerif: next.chance(0.5) };
  return { form: LAYOUTS[layout](order), sizePt, asPicture: next.chance(AS_PICTURE) };
}

/** The same form, size and font with another person's words: what a forger puts under a copied code. */
export function otherFilling(seed: number): Form {
  const next = chanceOf(`page ${seed}`);
  const { form, sizePt } = formOf(seed);
  return LAYOUTS[form.layout as Layout]({ next: next.branch('other words'), sizePt, isSerif: next.chance(0.5) });
}
