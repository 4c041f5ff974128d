import { describe, expect, it } from 'vitest';
import { fingersOn } from './fingers.ts';

/** 100 × 100 mm of grey paper at 8 px/mm. */
const SIDE = 800;
/** Red, green, blue; blue falls below red on skin. */
const PAPER = [180, 180, 180] as const;
const SKIN = [150, 120, 95] as const;
const MIDDLE = 400;

type Shade = (x: number, y: number) => number | null;

/** Skin wherever `shade` gives a number, so many times as bright. */
function sheet(shade: Shade) {
  const planes = [0, 1, 2].map((channel) => {
    const data = new Uint8Array(SIDE * SIDE).fill(PAPER[channel] as number);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const light = shade(x, y);
        if (light !== null) data[y * SIDE + x] = (SKIN[channel] as number) * light;
      }
    }
    return { width: SIDE, height: SIDE, data };
  });
  return { red: planes[0], green: planes[1], blue: planes[2] } as Parameters<typeof fingersOn>[0];
}

/** 18 mm deep and 20 wide, darker towards its rim. */
const finger: Shade = (x, y) => {
  const inside = 1 - (x / 144) ** 2 - ((y - MIDDLE) / 80) ** 2;
  return inside < 0 ? null : 0.55 + 0.45 * Math.sqrt(inside);
};
const square: Shade = (x, y) => (x < 144 && Math.abs(y - MIDDLE) < 80 ? 0.9 : null);
/** Strokes three pixels wide, a word's height long, so much paler or darker than what they stand on. */
const withStrokes =
  (on: Shade, ink: number): Shade =>
  (x, y) => {
    const light = on(x, y);
    const isStroke = x > 50 && x < 90 && x % 10 < 3 && Math.abs(y - MIDDLE) < 14;
    return light !== null && isStroke ? light * (1 - ink) : light;
  };

const WHITE = sheet(() => null);
const box = (left: number, top: number) => ({ left, top, right: left + 24, bottom: top + 24 });
const [UNDER, BESIDE] = [box(80, MIDDLE - 12), box(80, MIDDLE + 100)];

describe('a finger', () => {
  it('covers what lies under it and nothing beside it', () => {
    const { isCovered, isTouched, isShaded } = fingersOn(sheet(finger), WHITE);
    expect([isCovered(UNDER), isTouched(UNDER), isShaded(92, MIDDLE)]).toEqual([true, true, true]);
    expect([isCovered(BESIDE), isTouched(BESIDE), isShaded(92, MIDDLE + 112)]).toEqual([false, false, false]);
  });

  it.each([
    ['the right', (x: number, y: number) => finger(SIDE - 1 - x, y), box(SIDE - 104, MIDDLE - 12)],
    ['the top', (x: number, y: number) => finger(y, x), box(MIDDLE - 12, 80)],
    ['the bottom', (x: number, y: number) => finger(SIDE - 1 - y, x), box(MIDDLE - 12, SIDE - 104)],
  ])('comes in from %s, too', (_, shade, under) => {
    expect(fingersOn(sheet(shade), WHITE).isCovered(under)).toBe(true);
  });
});

it('print of its colour and shape that was approved is none', () => {
  expect(fingersOn(sheet(finger), sheet(finger)).isTouched(UNDER)).toBe(false);
});

it.each([
  ['a tint with corners', square],
  ['a finger’s shape with dark words on it', withStrokes(finger, 0.7)],
  ['a finger’s shape with pale words on it', withStrokes(finger, 0.2)],
  ['a finger’s shape that does not reach the edge', (x: number, y: number) => (x < 16 ? null : finger(x, y))],
  ['a finger’s shape in the middle of the sheet', (x: number, y: number) => (x < 330 ? null : finger(x - 330, y))],
  ['a strip along the whole edge', (x: number) => (x < 80 ? 0.9 : null)],
  ['two fingers’ width', (x: number, y: number) => finger(x, MIDDLE + (y - MIDDLE) / 2)],
  ['bare paper', () => null],
])('%s is none', (_, shade: Shade) => {
  const { isTouched } = fingersOn(sheet(shade), WHITE);
  expect([UNDER, box(410, MIDDLE - 12), box(40, MIDDLE - 12)].map(isTouched)).toEqual([false, false, false]);
});
