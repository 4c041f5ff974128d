import { expect, it } from 'vitest';
import type { Planes } from '../capture/planes.ts';
import { inkPlanes } from './ink-planes.ts';
import { underSeals } from './seal-ink.ts';
import { seenInk } from './seen-ink.ts';

const [WIDTH, HEIGHT] = [400, 240];
const PAPER = 200;
/** What is left of light under full seal ink, in red and in green; under print, in both. */
const SEAL = { red: 0.8, green: 0.3 };
const BLACK = 0.2;

type Place = (x: number, y: number) => boolean;
const seal: Place = (x, y) => x > 120 && x < 300 && y > 90 && y < 150 && y % 12 < 6;
const print: Place = (x, y) => x > 200 && x < 230 && y > 60 && y < 180 && x % 10 < 4;

function planes(level: (x: number, y: number, channel: 'red' | 'green') => number): Planes {
  const plane = (channel: 'red' | 'green') => {
    const data = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => level(at % WIDTH, Math.floor(at / WIDTH), channel));
    return { width: WIDTH, height: HEIGHT, data };
  };
  return { red: plane('red'), green: plane('green'), blue: plane('green') };
}

/** The greatest number of levels by which two planes differ. */
const apart = (p: Uint8Array, q: Uint8Array): number =>
  p.reduce((most, level, at) => Math.max(most, Math.abs(level - (q[at] as number))), 0);

const approved = planes((x, y) => (print(x, y) ? 0 : 255));
const unsealed = planes((x, y) => PAPER * (print(x, y) ? BLACK : 1));
const ink = inkPlanes(approved.red);
const under = (seen: Planes, isShaded: Place = () => false) => underSeals(seen, approved, ink, seenInk(seen.red, ink), isShaded);
const inkOn = (on: Place): Planes => planes((x, y, channel) => PAPER * (print(x, y) ? BLACK : 1) * (on(x, y) ? SEAL[channel] : 1));

it('print under a seal is as dark as without the seal, and so is the paper', () => {
  const sealed = inkOn(seal);
  expect(apart(sealed.red.data, unsealed.red.data)).toBeGreaterThan(35);
  const { print: plain, ink: left } = under(sealed);
  expect(apart(plain.data, unsealed.red.data)).toBeLessThan(8);
  const before = seenInk(unsealed.red, ink);
  expect(left.data.reduce((most, value, at) => Math.max(most, Math.abs(value - (before.data[at] as number))), 0)).toBeLessThan(12);
});

it('black ink that was added under the seal stays', () => {
  const added: Place = (x, y) => x > 150 && x < 156 && y > 80 && y < 160;
  const sealed = planes((x, y, channel) => PAPER * (print(x, y) || added(x, y) ? BLACK : 1) * (seal(x, y) ? SEAL[channel] : 1));
  expect(under(sealed).print.data[100 * WIDTH + 153]).toBeLessThan(PAPER * BLACK * 1.3);
});

it('a sheet without seals, and what fingers hide, stay as they are', () => {
  expect(apart(under(unsealed).print.data, unsealed.red.data)).toBe(0);
  const sealed = inkOn(seal);
  expect(apart(under(sealed, () => true).print.data, sealed.red.data)).toBe(0);
});
