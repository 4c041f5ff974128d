import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { project, projectionOf, type Spot } from '../../corpus/capture/geometry.ts';
import type { Taken } from '../../corpus/pictures.ts';
import { A4, type Box } from '../../corpus/typeset/form.ts';
import type { SheetReport } from '../../src/mod.ts';

const AROUND_MM = 6;
const OWN: readonly Spot[] = [
  [0, 0],
  [A4.widthMm, 0],
  [A4.widthMm, A4.heightMm],
  [0, A4.heightMm],
];

/** Keeps each picture that something was wrong about, with what is true, what was reported, and cut-outs of what was missed: to look at. */
export class Misses {
  readonly #dir: string | null;

  constructor(dir: string | null) {
    this.#dir = dir;
    if (dir) mkdirSync(dir, { recursive: true });
  }

  async keep({ capture, photo, truth }: Taken, wrong: readonly string[], report: SheetReport | null): Promise<void> {
    if (!this.#dir || wrong.length === 0) return;
    const name = join(this.#dir, `${truth.seed}-${truth.what}-${capture}`);
    writeFileSync(`${name}.jpg`, photo);
    const shortened = (_: string, value: unknown): unknown => (value instanceof Uint8Array ? `${value.length} bytes` : value);
    writeFileSync(`${name}.json`, JSON.stringify({ wrong, truth, report }, shortened, 1));
    const corners = report?.corners;
    if (!corners) return;
    const places = [...truth.alterations.map(({ box }) => box), ...(truth.alterations.length === 0 ? report.differences : [])];
    const { width, height } = await sharp(photo).metadata();
    const spots = corners.map(({ x, y }): Spot => [x * width, y * height]);
    for (const [i, box] of places.entries()) await cutOut(photo, spots, box, `${name}-${i}.png`);
  }
}

/** The part of the photo around a place of the page, as it lies in the photo. */
async function cutOut(photo: Uint8Array, corners: readonly Spot[], { leftMm, topMm, widthMm, heightMm }: Box, file: string): Promise<void> {
  const toPhoto = projectionOf(OWN, corners);
  const spots = [leftMm - AROUND_MM, leftMm + widthMm + AROUND_MM].flatMap((x) =>
    [topMm - AROUND_MM, topMm + heightMm + AROUND_MM].map((y) => project(toPhoto, x, y)),
  );
  const { width = 1, height = 1 } = await sharp(photo).metadata();
  const span = (axis: 0 | 1, most: number): [from: number, long: number] => {
    const values = spots.map((spot) => spot[axis]);
    const from = Math.max(0, Math.min(most - 1, Math.floor(Math.min(...values))));
    return [from, Math.max(1, Math.min(most, Math.ceil(Math.max(...values))) - from)];
  };
  const [[left, wide], [top, high]] = [span(0, width), span(1, height)];
  await sharp(photo).extract({ left, top, width: wide, height: high }).png().toFile(file);
}
