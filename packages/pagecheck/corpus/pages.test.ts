import { describe, expect, it } from 'vitest';
import { changeCharacters } from './alter/change-characters.ts';
import { sheetOf } from './approve.ts';
import { chanceOf } from './chance.ts';
import { formOf } from './layouts/form-of.ts';
import { picturesOf } from './pictures.ts';
import { PX_PER_MM, rasterise, type Sheet } from './print/rasterise.ts';
import { sealedPageOf } from './seals.ts';
import type { Box } from './typeset/form.ts';

/** Places that are not alike, in pixels of the first channel. */
function changed(one: Sheet, other: Sheet): [x: number, y: number][] {
  const places: [number, number][] = [];
  for (let at = 0; at < one.data.length; at += 3) {
    const off =
      Math.abs((one.data[at] as number) - (other.data[at] as number)) +
      Math.abs((one.data[at + 1] as number) - (other.data[at + 1] as number));
    if (off > 40) places.push([(at / 3) % one.width, Math.floor(at / 3 / one.width)]);
  }
  return places;
}

const within = ({ leftMm, topMm, widthMm, heightMm }: Box, [x, y]: readonly [number, number], slackMm: number): boolean =>
  x > (leftMm - slackMm) * PX_PER_MM &&
  x < (leftMm + widthMm + slackMm) * PX_PER_MM &&
  y > (topMm - slackMm) * PX_PER_MM &&
  y < (topMm + heightMm + slackMm) * PX_PER_MM;

describe('characters changed on a page', () => {
  it.each([
    [1, 'twin'],
    [4, 'digit'],
    [7, 'character'],
    [10, 'twin'],
  ] as const)('lie in their true boxes, and all other ink stays where it was (seed %i, %s)', async (seed, kind) => {
    const { form } = formOf(seed);
    const altered = changeCharacters(form, chanceOf(`test ${seed}`), [kind], 6);
    expect(altered.alterations.length).toBeGreaterThanOrEqual(3);
    const [before, after] = [await rasterise(await sheetOf(form, seed, false)), await rasterise(await sheetOf(altered.form, seed, false))];
    const places = changed(before, after);
    const boxes = altered.alterations.map(({ box }) => box);
    expect(places.filter((place) => !boxes.some((box) => within(box, place, 0.15)))).toEqual([]);
    for (const box of boxes) expect(places.some((place) => within(box, place, 0.15))).toBe(true);
  });
});

it('a seal lies where the truth says, and is as large', async () => {
  const pressed = await sealedPageOf(2, 'seal-same');
  if (!pressed) throw new Error('every seed has this one');
  const [seal] = pressed.truth.seals;
  const places = changed(pressed.before, pressed.sheet);
  const extent = (axis: 0 | 1): [least: number, most: number] =>
    places.reduce<[number, number]>(
      ([least, most], place) => [Math.min(least, place[axis]), Math.max(most, place[axis])],
      [Infinity, -Infinity],
    );
  for (const axis of [0, 1] as const) {
    const [least, most] = extent(axis).map((px) => px / PX_PER_MM) as [number, number];
    expect(Math.abs((least + most) / 2 - (seal?.paperMm[axis] ?? 0))).toBeLessThan(0.3);
    expect(Math.abs(most - least - (seal?.diameterMm ?? 0))).toBeLessThan(0.5);
  }
});

it('one seed gives the same bytes again, another one others', async () => {
  const [one] = await picturesOf(3, 'characters', ['scan150']);
  const [again] = await picturesOf(3, 'characters', ['scan150']);
  const [other] = await picturesOf(5, 'characters', ['scan150']);
  expect(one).toEqual(again);
  expect(Buffer.compare(one?.photo ?? Buffer.alloc(0), other?.photo ?? Buffer.alloc(0))).not.toBe(0);
});

it('six layouts and four sizes come up among both even and odd seeds', () => {
  for (const first of [0, 1]) {
    const made = Array.from({ length: 24 }, (_, i) => formOf(first + 2 * i));
    expect(new Set(made.map(({ form, sizePt }) => `${form.layout} ${sizePt}`)).size).toBe(24);
  }
});
