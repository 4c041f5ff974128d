import sharp from 'sharp';
import type { Chance } from '../chance.ts';
import { PX_PER_MM, type Sheet } from '../print/rasterise.ts';
import type { Inked } from './draw-face.ts';
import { layInk } from './impression.ts';

export type Press = 'laser' | 'inkjet' | 'grey';

/** Light that printers' colours throw back. */
const MAGENTA = [0.75, 0.06, 0.25] as const;
const YELLOW = [0.85, 0.75, 0.06] as const;
const BLACK = [0.06, 0.06, 0.06] as const;

/** A picture of an impression, from a scan at some 200 dpi, printed: dots on a screen by laser, scattered by inkjet, in black by a grey copier. */
export async function printPicture(
  sheet: Sheet,
  ink: Inked,
  by: Press,
  centreMm: readonly [number, number],
  turnDeg: number,
  next: Chance,
): Promise<void> {
  const { size } = ink;
  const scanned = await sharp(ink.data, { raw: { width: size, height: size, channels: 1 } })
    .blur(next.between(1, 1.8))
    .extractChannel(0)
    .raw()
    .toBuffer();
  const plates: readonly (readonly [colour: readonly [number, number, number], share: number, screenDeg: number])[] =
    by === 'grey'
      ? [[BLACK, 0.75, 45]]
      : [
          [MAGENTA, next.between(0.8, 0.95), 75],
          [YELLOW, next.between(0.4, 0.95), 0],
        ];
  const pitch = by === 'inkjet' ? 1 : PX_PER_MM * (25.4 / next.pick([106, 141, 150, 175]));
  for (const [colour, share, screenDeg] of plates) {
    const dots = by === 'inkjet' ? scattered(scanned, share, next) : screened(scanned, size, share, pitch, screenDeg + turnDeg);
    const soft = await sharp(dots, { raw: { width: size, height: size, channels: 1 } })
      .blur(by === 'inkjet' ? 0.7 : 0.5)
      .extractChannel(0)
      .raw()
      .toBuffer();
    layInk(sheet, { size, data: soft }, centreMm, turnDeg, colour);
  }
}

/** Round dots on a turned grid, larger where there is more ink. */
function screened(tones: Uint8Array, size: number, share: number, pitch: number, screenDeg: number): Uint8Array {
  const dots = new Uint8Array(size * size);
  const [sin, cos] = [Math.sin((screenDeg * Math.PI) / 180), Math.cos((screenDeg * Math.PI) / 180)];
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at++) {
      const [u, v] = [((x * cos + y * sin) / pitch) * 2 * Math.PI, ((y * cos - x * sin) / pitch) * 2 * Math.PI];
      // Above the dot's soft edge, so that bare paper stays bare.
      const threshold = 0.54 + 0.23 * (Math.cos(u) + Math.cos(v));
      const over = ((tones[at] as number) / 255) * share - threshold;
      dots[at] = 255 * Math.max(0, Math.min(1, over * 7 + 0.5));
    }
  }
  return dots;
}

/** Droplets here and there. */
function scattered(tones: Uint8Array, share: number, next: Chance): Uint8Array {
  return Uint8Array.from(tones, (tone) => ((tone / 255) * share > next() ? 255 : 0));
}
