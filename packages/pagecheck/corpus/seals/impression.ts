import sharp from 'sharp';
import type { Chance } from '../chance.ts';
import { PX_PER_MM, type Sheet } from '../print/rasterise.ts';
import type { Inked } from './draw-face.ts';
import { smoothNoise } from './noise.ts';

export type Condition = 'full' | 'faint' | 'patchy' | 'partial' | 'smeared' | 'double';

/** How a face met the paper. */
export interface Pressing {
  readonly condition: Condition;
  readonly strength: number;
  /** 0 even ink to 1 blotchy. */
  readonly patch: number;
  /** Part of the face that touches, and the side where it lifts. */
  readonly touches: number;
  readonly liftDeg: number;
  readonly smearMm: number;
  readonly smearDeg: number;
  /** A second time, so far and so much turned. */
  readonly again: { readonly byMm: number; readonly towardsDeg: number; readonly turnDeg: number } | null;
  /** Light that full ink throws back. */
  readonly colour: readonly [number, number, number];
}

export function pressingOf(condition: Condition, next: Chance): Pressing {
  const vermilion = next();
  return {
    condition,
    strength: condition === 'faint' ? next.between(0.25, 0.45) : next.between(0.75, 1),
    patch: condition === 'patchy' ? next.between(0.5, 0.8) : next.between(0.05, 0.25),
    touches: condition === 'partial' ? next.between(0.5, 0.8) : 1,
    liftDeg: next.between(0, 360),
    smearMm: condition === 'smeared' ? next.between(0.5, 1.5) : 0,
    smearDeg: next.between(0, 360),
    again: condition === 'double' ? { byMm: next.between(1, 6), towardsDeg: next.between(0, 360), turnDeg: next.between(-8, 8) } : null,
    colour: [0.55 + 0.2 * vermilion, 0.025 + 0.05 * vermilion, 0.07 - 0.035 * vermilion],
  };
}

/** What the face leaves: patchy as pads and rubber ink it, squeezed a little beyond its edges. */
export async function inkLeft(face: Inked, pressing: Pressing, next: Chance): Promise<Inked> {
  const { size } = face;
  const soft = await sharp(face.data, { raw: { width: size, height: size, channels: 1 } })
    .blur(1.2)
    .extractChannel(0)
    .raw()
    .toBuffer();
  const blotches = smoothNoise(next, size, 5 * PX_PER_MM);
  const grain = smoothNoise(next, size, 0.22 * PX_PER_MM);
  const data = new Uint8Array(size * size);
  const [lx, ly] = [Math.cos((pressing.liftDeg * Math.PI) / 180), Math.sin((pressing.liftDeg * Math.PI) / 180)];
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at++) {
      const raised = Math.max(0, Math.min(1, ((soft[at] as number) / 255 - 0.3) / 0.4));
      if (raised === 0) continue;
      const across = ((x - size / 2) * lx + (y - size / 2) * ly) / size + 0.5;
      const touch = pressing.touches === 1 ? 1 : Math.max(0, Math.min(1, (pressing.touches - across) / 0.06 + 0.5));
      const uneven = 1 + pressing.patch * (0.7 * (blotches[at] as number) - 0.4) + (0.1 + 0.3 * pressing.patch) * (grain[at] as number);
      data[at] = 255 * Math.max(0, Math.min(1, raised * touch * pressing.strength * uneven));
    }
  }
  return pressing.smearMm > 0 ? smeared({ size, data }, pressing) : { size, data };
}

/** The seal slid while it lay on the paper: ink of all the places it passed, thinner the farther it went. */
function smeared({ size, data }: Inked, { smearMm, smearDeg }: Pressing): Inked {
  const steps = Math.ceil(smearMm * PX_PER_MM);
  const left = new Uint8Array(size * size);
  for (let step = 0; step <= steps; step++) {
    const [dx, dy] = [Math.round(Math.cos((smearDeg * Math.PI) / 180) * step), Math.round(Math.sin((smearDeg * Math.PI) / 180) * step)];
    const thin = step === 0 ? 1 : 0.55 * (1 - step / (steps + 1));
    for (let y = Math.max(0, -dy); y < Math.min(size, size - dy); y++) {
      for (let x = Math.max(0, -dx); x < Math.min(size, size - dx); x++) {
        const value = (data[y * size + x] as number) * thin;
        const to = (y + dy) * size + x + dx;
        if (value > (left[to] as number)) left[to] = value;
      }
    }
  }
  return { size, data: left };
}

/** Lays ink on the paper, turned clockwise, its middle at a place in the paper's millimetres. Ink takes light from what lies below; toner stays black. */
export function layInk(
  sheet: Sheet,
  { size, data }: Inked,
  centreMm: readonly [number, number],
  turnDeg: number,
  colour: Pressing['colour'],
): void {
  const [cx, cy] = [centreMm[0] * PX_PER_MM, centreMm[1] * PX_PER_MM];
  const [sin, cos] = [Math.sin((turnDeg * Math.PI) / 180), Math.cos((turnDeg * Math.PI) / 180)];
  const reach = size * 0.71;
  for (let y = Math.max(0, Math.floor(cy - reach)); y < Math.min(sheet.height, cy + reach); y++) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x < Math.min(sheet.width, cx + reach); x++) {
      const [px, py] = [x + 0.5 - cx, y + 0.5 - cy];
      const ink = sampled(data, size, px * cos + py * sin + size / 2 - 0.5, py * cos - px * sin + size / 2 - 0.5) / 255;
      if (ink === 0) continue;
      const at = (y * sheet.width + x) * 3;
      for (let c = 0; c < 3; c++) sheet.data[at + c] = (sheet.data[at + c] as number) * (1 - ink * (1 - (colour[c] as number)));
    }
  }
}

function sampled(data: Uint8Array, size: number, u: number, v: number): number {
  const [iu, iv] = [Math.floor(u), Math.floor(v)];
  if (iu < 0 || iv < 0 || iu >= size - 1 || iv >= size - 1) return 0;
  const [fu, fv] = [u - iu, v - iv];
  const at = iv * size + iu;
  const top = (data[at] as number) * (1 - fu) + (data[at + 1] as number) * fu;
  return top * (1 - fv) + ((data[at + size] as number) * (1 - fu) + (data[at + size + 1] as number) * fu) * fv;
}
