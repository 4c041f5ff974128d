import { type ToldDifference, tellDifferences } from '@yinzheng/domain';
import type { Ports } from '../ports/ports.ts';
import type { FiledSeal, SealOnPaper } from '../ports/sheet-checks.ts';
import { demand, type KnownSheet } from './read-sheet.ts';

/** What may be told of a sheet to whoever holds it: where, how sure, what stands on it. Nothing of what the approved page shows. */
export interface SheetTold {
  readonly found: 'same' | 'unsure' | 'differs' | 'other-page' | 'not-genuine' | 'unclear' | 'erased';
  readonly differences: readonly ToldDifference[];
  readonly seals: readonly SealOnPaper[];
  /** Of the page in the photo, as shares of its sides; null where it was not found there. */
  readonly corners: readonly { readonly x: number; readonly y: number }[] | null;
}

type Used = Pick<Ports, 'store' | 'blobs' | 'sheetChecks'>;

/** Compares a known sheet with its page; of an erased one, what is left to be seen. Refuses `upload/took-too-long` and `upload/damaged`. */
export async function compareSheet(ports: Used, sheet: KnownSheet): Promise<SheetTold> {
  const { photo, view, page } = sheet;
  const seal = await filedSeal(ports, view.request.filed.seal);
  if (view.request.erasedAt !== null) return ofErased(ports, sheet, seal);
  const pdf = await ports.blobs.get(page.digest);
  // Erased this moment, or a file was lost: the store says which.
  if (!pdf && (await ports.store.requests.load(view.request.id))?.erasedAt) return ofErased(ports, sheet, seal);
  if (!pdf) throw new Error(`page ${page.page} of record ${view.request.id} is not among the files`);
  const { found, isItsCode, corners, differences, seals } = demand(await ports.sheetChecks.compare(photo, pdf, seal));
  if (!isItsCode) return nothingBut('not-genuine');
  if (found !== 'page') return nothingBut(found === 'no-page' ? 'unclear' : 'other-page');
  const told = tellDifferences(differences, page);
  if (told === null) return nothingBut('other-page');
  const isSure = told.some(({ certainty }) => certainty === 'sure');
  return { found: told.length === 0 ? 'same' : isSure ? 'differs' : 'unsure', differences: told, seals, corners };
}

async function filedSeal({ store, blobs }: Used, id: string): Promise<FiledSeal | null> {
  const [seal, digest] = await Promise.all([store.towns.filedSeal(id), store.towns.imprintOf(id)]);
  const imprint = digest && (await blobs.get(digest));
  return seal && (imprint ? { ...seal, imprint } : seal);
}

async function ofErased({ sheetChecks }: Used, { photo, page }: KnownSheet, seal: FiledSeal | null): Promise<SheetTold> {
  const seals = demand(await sheetChecks.sealsOn(photo, page, seal));
  return { found: 'erased', differences: [], seals: seals ?? [], corners: null };
}

const nothingBut = (found: SheetTold['found']): SheetTold => ({ found, differences: [], seals: [], corners: null });
