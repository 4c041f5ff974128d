import { expect, it } from 'vitest';
import { signingLines } from './signing-lines.ts';

const [WIDTH, HEIGHT, PX_PER_MM] = [800, 400, 8];

/** A white page of 100 × 50 mm with black boxes: left, top, width, height in millimetres. */
function page(...boxes: readonly (readonly [number, number, number, number])[]) {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(255);
  for (const [left, top, width, height] of boxes) {
    for (let y = top * PX_PER_MM; y < (top + height) * PX_PER_MM; y++) {
      data.fill(0, y * WIDTH + left * PX_PER_MM, y * WIDTH + (left + width) * PX_PER_MM);
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}

const LABEL = [20, 26, 8, 4] as const;
const LINE = [30, 30, 40, 0.25] as const;

it('a line with a label at its left is where ink is expected, as high as a name', () => {
  const [box, ...others] = signingLines(page(LABEL, LINE), PX_PER_MM);
  expect(others).toEqual([]);
  expect(box).toEqual({ leftMm: 30, topMm: 23, widthMm: 40, heightMm: 8.5, yMm: 30 });
});

it.each([
  ['without a label', [LINE]],
  ['with print above it', [LABEL, LINE, [40, 25, 3, 3]]],
  ['with print below it', [LABEL, LINE, [40, 31, 3, 3]]],
  ['that is a bar', [LABEL, [30, 29, 40, 2]]],
  ['that is a frame’s', [LABEL, LINE, [69, 20, 0.5, 20]]],
  ['across the page', [LABEL, [0, 30, 100, 0.25]]],
] as const)('a line %s is none', (_, boxes) => {
  expect(signingLines(page(...boxes), PX_PER_MM)).toEqual([]);
});
