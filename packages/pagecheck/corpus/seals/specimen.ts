import sharp from 'sharp';
import { chanceOf } from '../chance.ts';
import type { Sheet } from '../print/rasterise.ts';
import { PX_PER_MM } from '../print/rasterise.ts';
import { drawFace, type Inked } from './draw-face.ts';
import type { SealFace } from './face.ts';
import { inkLeft, layInk, type Pressing, pressingOf } from './impression.ts';

/** The ink of the press that was filed. */
export async function filedInk(face: SealFace): Promise<{ readonly ink: Inked; readonly pressing: Pressing }> {
  const next = chanceOf(`specimen ${face.id} ${face.wearSeed}`);
  const drawn = drawFace(face);
  const pressing = pressingOf('full', next);
  return { ink: await inkLeft(drawn, { ...pressing, strength: 0.95, patch: 0.05 }, next), pressing };
}

/** A seal's filed imprint: pressed well on white paper, scanned upright, cropped to the ring: PNG. */
export async function specimenOf(face: SealFace): Promise<Uint8Array> {
  const { ink, pressing } = await filedInk(face);
  const side = Math.round(face.diameterMm * PX_PER_MM);
  const paper: Sheet = { width: side, height: side, data: new Uint8Array(side * side * 3).fill(245) };
  layInk(paper, ink, [face.diameterMm / 2, face.diameterMm / 2], 0, pressing.colour);
  // Light to levels, as scanners store it.
  const levels = Uint8Array.from({ length: 256 }, (_, light) => 255 * (light / 255) ** (1 / 2));
  const data = paper.data.map((light) => levels[light] as number);
  return sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .blur(0.8)
    .resize(Math.round((side * 300) / 400))
    .png()
    .toBuffer();
}
