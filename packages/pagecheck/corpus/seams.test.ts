import { expect, it } from 'vitest';
import { PX_PER_MM, type Sheet } from './print/rasterise.ts';
import { ownFace } from './seals/dress.ts';
import { pressSeam } from './seams.ts';

const WIDTH = Math.round(210 * PX_PER_MM);
const blank = (): Sheet => ({
  width: WIDTH,
  height: Math.round(297 * PX_PER_MM),
  data: new Uint8Array(WIDTH * Math.round(297 * PX_PER_MM) * 3).fill(220),
});

/** Millimetres of the sheet's columns that bear ink. */
function inked({ width, data }: Sheet): [left: number, right: number] {
  const columns = new Set<number>();
  for (let at = 1; at < data.length; at += 3) if ((data[at] as number) < 150) columns.add(((at - 1) / 3) % width);
  return [Math.min(...columns) / PX_PER_MM, Math.max(...columns) / PX_PER_MM];
}

it('each sheet bears its strip of a seam seal at the right edge, and all strips make the seal', async () => {
  const sheets = [blank(), blank(), blank()];
  const face = ownFace(2);
  const parts = await pressSeam(sheets, face, 'test');
  let width = 0;
  for (const [i, sheet] of sheets.entries()) {
    const [left, right] = inked(sheet);
    expect(right).toBeGreaterThan(209);
    expect(Math.abs(right - left - ((parts[i]?.toMm ?? 0) - (parts[i]?.fromMm ?? 0)))).toBeLessThan(0.8);
    width += right - left;
  }
  expect(Math.abs(width - face.diameterMm)).toBeLessThan(2.5);
});
