import type { Chance } from '../chance.ts';
import type { Printing } from './printer.ts';
import { print, printingOf } from './printer.ts';
import type { Sheet } from './rasterise.ts';

/** A black-and-white copy on other paper: grey of the sheet with its ground washed out, printed anew. Gives how it lies on the copy too. */
export async function photocopy(sheet: Sheet, next: Chance): Promise<{ sheet: Sheet; printing: Printing }> {
  const { width, height } = sheet;
  const grey = new Uint8Array(sheet.data.length);
  for (let at = 0; at < grey.length; at += 3) {
    const light = ((sheet.data[at] as number) * 0.3 + (sheet.data[at + 1] as number) * 0.59 + (sheet.data[at + 2] as number) * 0.11) / 255;
    // What is darker than half of white paper becomes black, what is paper becomes white.
    const washed = Math.max(0, Math.min(255, (light - 0.12) * 420));
    grey[at] = grey[at + 1] = grey[at + 2] = washed;
  }
  const printing = printingOf(next);
  return { sheet: await print({ width, height, data: grey }, printing, next), printing };
}
