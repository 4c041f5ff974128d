import type { Size } from '../paper.ts';
import { findSeals } from './find-seals.ts';
import type { SealSeen, SealSpecimen } from './seal.ts';
import { sheetPlanes } from './sheet-planes.ts';

export interface PaperCheck {
  /** A photo or scan of one sheet with a record code. */
  readonly photo: Uint8Array;
  readonly sheet: Size;
  readonly seals: readonly SealSpecimen[];
}

/** The seals on a sheet whose page nobody has any more; null when the sheet cannot be found by its code and edges. Throws when the photo cannot be decoded. */
export async function sealsOnPaper({ photo, sheet, seals }: PaperCheck): Promise<readonly SealSeen[] | null> {
  const planes = await sheetPlanes(photo, { sheet });
  return planes && findSeals(planes, seals);
}
