import type { Plane } from '../capture/image.ts';
import { lineAround } from './line-around.ts';
import { lineStrip } from './line-strip.ts';
import { recognise } from './recognise.ts';

/** Quarter turns clockwise that bring a page upright. */
export type Turn = 0 | 1 | 2 | 3;

/** Places looked at, spread over the page: a grid of so many by so many. */
const GRID = 9;
/** Lines read in each direction; what is higher than this is seldom one line. */
const LINES = 8;
const HIGHEST_MM = 6.5;
/** Most digits read well on their head too. */
const TELLING = /\p{L}/u;
/** A character that is read more surely than this counts. */
const CLEAR = 0.9;
/** The best direction must read so many clear characters, and so many times as many as the next. */
const LEAST_CLEAR = 8;
const TIMES = 2;

/** Which way up a page lies, by the direction in which it reads far better than in the others; null when none does. Dark print on even white. */
export async function readingDirection(page: Plane, pxPerMm: number): Promise<Turn | null> {
  const clear: number[] = [];
  let turned = page;
  for (let turn = 0; turn < 4; turn++) {
    clear.push(await clearCharacters(turned, pxPerMm));
    turned = quarterTurned(turned);
  }
  const best = Math.max(...clear);
  const next = [...clear].sort((p, q) => q - p)[1] as number;
  return best >= LEAST_CLEAR && best >= TIMES * next ? (clear.indexOf(best) as Turn) : null;
}

async function clearCharacters(page: Plane, pxPerMm: number): Promise<number> {
  const [widthMm, heightMm] = [page.width / pxPerMm, page.height / pxPerMm];
  let [clear, lines] = [0, 0];
  // A step coprime to the number of places visits all of them, far apart one after the other.
  for (let i = 0; i < GRID * GRID && lines < LINES; i++) {
    const place = (i * 31) % (GRID * GRID);
    const [u, v] = [(place % GRID) + 0.5, Math.floor(place / GRID) + 0.5];
    const line = lineAround(page, pxPerMm, { leftMm: (u / GRID) * widthMm, topMm: (v / GRID) * heightMm, widthMm: 1, heightMm: 1 });
    if (!line || line.widthMm < 2 * line.heightMm || line.heightMm > HIGHEST_MM) continue;
    lines++;
    const { characters } = await recognise(lineStrip(page, pxPerMm, line).strip);
    clear += characters.filter(({ text, probability }) => probability > CLEAR && TELLING.test(text)).length;
  }
  return clear;
}

/** Turned clockwise. */
function quarterTurned({ width, height, data }: Plane): Plane {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[x * height + (height - 1 - y)] = data[y * width + x] as number;
  return { width: height, height: width, data: turned };
}
