import { chanceOf } from '../chance.ts';
import { onPaper, type Printing } from '../print/printer.ts';
import type { Sheet } from '../print/rasterise.ts';
import type { SealTruth, Specimen } from '../truth.ts';
import { drawFace } from './draw-face.ts';
import { otherTextOf, type SealFace, sameTextOf, sealFaceOf } from './face.ts';
import { type Condition, inkLeft, layInk, type Pressing, pressingOf } from './impression.ts';
import { type Press, printPicture } from './printed.ts';
import { filedInk, specimenOf } from './specimen.ts';

/** The seal that a seed's page is to bear, and a second one that may stand there too. */
export const ownFace = (seed: number): SealFace => sealFaceOf(`own-${seed}`, chanceOf(`seal ${seed}`));
export const secondFace = (seed: number): SealFace => sealFaceOf(`second-${seed}`, chanceOf(`second seal ${seed}`));

const filed = async (face: SealFace): Promise<Specimen> => ({
  id: face.id,
  faceText: face.text,
  diameterMm: face.diameterMm,
  imprint: await specimenOf(face),
});

export const specimensOf = (seed: number): Promise<Specimen[]> => Promise.all([filed(ownFace(seed)), filed(secondFace(seed))]);

/** How an impression is put on a sheet. */
export interface Placing {
  readonly face: SealFace;
  readonly pageMm: readonly [number, number];
  readonly turnDeg: number;
  readonly condition?: Condition;
  /** A printed picture of it instead. */
  readonly by?: Press;
  /** That picture is the filed imprint's own. */
  readonly isFiled?: boolean;
  readonly specimen: string;
  readonly is: SealTruth['is'];
  readonly name: string;
}

/** Presses, or prints a picture of, one seal on the paper; gives what is then true. */
export async function place(sheet: Sheet, printing: Printing, placing: Placing): Promise<SealTruth> {
  const { face, pageMm, turnDeg, condition = 'full', by, isFiled = false, specimen, is, name } = placing;
  const next = chanceOf(`impression ${name}`);
  const paperMm = onPaper(printing, pageMm);
  const pressing = pressingOf(condition, next);
  const drawn = drawFace(face);
  const ink = isFiled ? (await filedInk(face)).ink : await inkLeft(drawn, pressing, next);
  if (by) await printPicture(sheet, ink, by, paperMm, turnDeg, next);
  else {
    layInk(sheet, ink, paperMm, turnDeg, pressing.colour);
    if (pressing.again) await pressAgain(sheet, paperMm, turnDeg, pressing, pressing.again, () => inkLeft(drawn, pressing, next));
  }
  return {
    pageMm,
    paperMm,
    diameterMm: face.diameterMm,
    angleDeg: turnDeg,
    text: face.text,
    specimen,
    is,
    ink: by ?? 'stamped',
    isFiled,
    condition,
  };
}

type Again = NonNullable<Pressing['again']>;

async function pressAgain(
  sheet: Sheet,
  [x, y]: readonly [number, number],
  turnDeg: number,
  { colour }: Pressing,
  { byMm, towardsDeg, turnDeg: more }: Again,
  ink: () => ReturnType<typeof inkLeft>,
): Promise<void> {
  const towards = (towardsDeg * Math.PI) / 180;
  layInk(sheet, await ink(), [x + byMm * Math.cos(towards), y + byMm * Math.sin(towards)], turnDeg + more, colour);
}

/** The own seal over the office's name, as it belongs. */
export function dress(sheet: Sheet, printing: Printing, [x, y]: readonly [number, number], seed: number): Promise<SealTruth> {
  const next = chanceOf(`dress ${seed}`);
  const face = ownFace(seed);
  const pageMm = [x + next.between(-4, 4), y + next.between(-4, 6)] as const;
  return place(sheet, printing, { face, pageMm, turnDeg: next.bell() * 8, specimen: face.id, is: 'same', name: `dress ${seed}` });
}

/** The other faces that the tests of likeness need. */
export const sameText = (seed: number): SealFace => sameTextOf(ownFace(seed), chanceOf(`same text ${seed}`));
export const otherText = (seed: number): SealFace | null => otherTextOf(ownFace(seed), chanceOf(`other text ${seed}`));
