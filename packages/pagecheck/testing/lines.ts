import sharp from 'sharp';
import type { Plane } from '../src/capture/image.ts';
import { glyphOf, type Step, UNITS_PER_EM } from '../src/font/outlines.ts';

export interface LineLook {
  /** Height of the em square in pixels. */
  readonly emPx?: number;
  /** Standard deviation in pixels of what a lens does. */
  readonly blurPx?: number;
  /** Gray levels of paper and ink. */
  readonly paper?: number;
  readonly ink?: number;
}

/** One line of Noto Sans SC, dark on bright, with half an em of paper at both ends. */
export async function lineOf(text: string, { emPx = 32, blurPx = 0, paper = 245, ink = 30 }: LineLook = {}): Promise<Plane> {
  const glyphs = [...text].map(glyphOf);
  let x = UNITS_PER_EM / 2;
  const paths = glyphs.map(({ steps, advance }) => {
    const placed = `<path transform="translate(${x} 1000) scale(1 -1)" d="${steps.map(command).join(' ')}"/>`;
    x += advance;
    return placed;
  });
  const [width, height] = [Math.round(((x + UNITS_PER_EM / 2) * emPx) / UNITS_PER_EM), Math.round(emPx * 1.35)];
  const gray = (level: number): string => `rgb(${level},${level},${level})`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="${gray(paper)}"/>
    <g fill="${gray(ink)}" transform="scale(${emPx / UNITS_PER_EM})">${paths.join('')}</g></svg>`;
  const drawn = sharp(Buffer.from(svg));
  const { data } = await (blurPx > 0 ? drawn.blur(blurPx) : drawn).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { width, height, data };
}

const command = (step: Step): string =>
  step.to === 'close' ? 'Z' : `${{ move: 'M', line: 'L', curve: 'C' }[step.to]}${step.at.map(Math.round).join(' ')}`;
