import { chanceOf } from './chance.ts';
import type { Sheet } from './print/rasterise.ts';
import { PX_PER_MM } from './print/rasterise.ts';
import { drawFace, type Inked } from './seals/draw-face.ts';
import type { SealFace } from './seals/face.ts';
import { inkLeft, layInk, pressingOf } from './seals/impression.ts';
import { A4 } from './typeset/form.ts';

/** The part of a seam seal (骑缝章) that one of several sheets bears at its right edge. */
export interface SeamPart {
  /** Middle of the whole seal on this sheet's paper; off the sheet for most. */
  readonly centreMm: readonly [number, number];
  /** From the left of the upright seal, in millimetres: what of it lies on this sheet. */
  readonly fromMm: number;
  readonly toMm: number;
}

/** Sheets have thick edges: so much of the seal lies on neither of two neighbours. */
const LOST_MM = 0.4;

/**
 * Fans the sheets out by equal steps and presses one seal across all their right edges: each gets a strip, the first sheet the left one.
 * The sheets are changed; `turnDeg` of a seam seal is small, as the edges guide the hand.
 */
export async function pressSeam(sheets: readonly Sheet[], face: SealFace, name: string): Promise<readonly SeamPart[]> {
  const next = chanceOf(`seam ${name}`);
  const pressing = pressingOf('full', next);
  const ink = await inkLeft(drawFace(face), pressing, next);
  const step = face.diameterMm / sheets.length;
  const [y, turnDeg] = [next.between(90, 200), next.bell() * 3];
  const turned = upright(ink, turnDeg);
  return sheets.map((sheet, i) => {
    const [fromMm, toMm] = [i * step + (i > 0 ? LOST_MM / 2 : 0), (i + 1) * step - LOST_MM / 2];
    const centreMm = [A4.widthMm - toMm + face.diameterMm / 2, y + next.between(-0.5, 0.5)] as const;
    layInk(sheet, strip(turned, fromMm, toMm), centreMm, 0, pressing.colour);
    return { centreMm, fromMm, toMm };
  });
}

/** The ink as it lies on the fanned sheets, turned, so that vertical cuts are the sheets' edges. */
function upright({ size, data }: Inked, turnDeg: number): Inked {
  const [sin, cos] = [Math.sin((turnDeg * Math.PI) / 180), Math.cos((turnDeg * Math.PI) / 180)];
  const turned = new Uint8Array(size * size);
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at++) {
      const [px, py] = [x - size / 2, y - size / 2];
      const [u, v] = [Math.round(px * cos + py * sin + size / 2), Math.round(py * cos - px * sin + size / 2)];
      if (u >= 0 && v >= 0 && u < size && v < size) turned[at] = data[v * size + u] as number;
    }
  }
  return { size, data: turned };
}

function strip({ size, data }: Inked, fromMm: number, toMm: number): Inked {
  const [from, to] = [fromMm * PX_PER_MM, toMm * PX_PER_MM];
  return { size, data: data.map((ink, at) => (at % size >= from && at % size < to ? ink : 0)) };
}
