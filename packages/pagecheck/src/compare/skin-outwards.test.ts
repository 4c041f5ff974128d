import { expect, it } from 'vitest';
import type { Blot } from './extra-ink.ts';
import { skinOutwards } from './skin-outwards.ts';

const [WIDTH, HEIGHT] = [800, 400];

/** Grey paper, with skin as far as `skinPx` from the left edge. */
function sheet(skinPx: number) {
  const plane = (skin: number) => {
    const data = new Uint8Array(WIDTH * HEIGHT).fill(180);
    for (let y = 0; y < HEIGHT; y++) data.fill(skin, y * WIDTH, y * WIDTH + skinPx);
    return { width: WIDTH, height: HEIGHT, data };
  };
  return { red: plane(130), green: plane(105), blue: plane(80) };
}

const blot: Blot = { left: 100, top: 190, right: 130, bottom: 210, pixels: 200, peak: 120, isFromEdge: false };

it('the rim of a finger at the edge is told, a word in the margin is', () => {
  expect(skinOutwards(sheet(100), 8)(blot)).toBe(true);
  expect(skinOutwards(sheet(0), 8)(blot)).toBe(false);
  expect(skinOutwards(sheet(40), 8)(blot)).toBe(false);
});
