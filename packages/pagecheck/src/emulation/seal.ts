import sharp from 'sharp';
import { glyphOf, type Step, UNITS_PER_EM } from '../font/outlines.ts';
import type { RgbaImage } from './image.ts';

export interface SealFace {
  /** Around the ring: the name of the body. */
  readonly faceText: string;
  /** Outer diameter of the ring. 42 mm for a residents' committee (国发〔1999〕25号). */
  readonly diameterMm: number;
  readonly dpi: number;
  /** Part of the circle that the text takes, at most. Default 270; another value makes another seal with the same text. */
  readonly arcDeg?: number;
  /** What stands in the centre; default a five-pointed star. */
  readonly centre?: 'star' | 'plain';
}

const INK = '#c8102e';
/** The gap is at the bottom. */
const TEXT_ARC_DEG = 270;

/** The imprint of an invented round seal, red on transparent, marked 示例 so that nobody takes it for a real one. */
export async function sealImprint(face: SealFace): Promise<RgbaImage> {
  const { data, info } = await sharp(Buffer.from(svgOf(face)))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** The same on white paper, as it would be filed with the authority: a PNG. */
export const sealPicture = async (face: SealFace): Promise<Uint8Array> =>
  sharp(Buffer.from(svgOf(face)))
    .flatten({ background: '#fff' })
    .png()
    .toBuffer();

function svgOf({ faceText, diameterMm, dpi, arcDeg = TEXT_ARC_DEG, centre = 'star' }: SealFace): string {
  const px = Math.round((diameterMm / 25.4) * dpi);
  const radius = diameterMm / 2;
  const ring = `<circle r="${radius - 0.6}" fill="none" stroke="${INK}" stroke-width="1.2"/>`;
  const star = centre === 'star' ? `<polygon fill="${INK}" points="${starPoints(radius * 0.3)}"/>` : '';
  const sample = word('示例', 4, radius * 0.58);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${px}" height="${px}" viewBox="${-radius} ${-radius} ${diameterMm} ${diameterMm}">${ring}${star}${aroundRing(faceText, radius, arcDeg)}${sample}</svg>`;
}

function starPoints(size: number): string {
  const inner = size * 0.382;
  const corner = (i: number): string => {
    const reach = i % 2 === 0 ? size : inner;
    const angle = (i * Math.PI) / 5;
    return `${(reach * Math.sin(angle)).toFixed(3)},${(-reach * Math.cos(angle)).toFixed(3)}`;
  };
  return Array.from({ length: 10 }, (_, i) => corner(i)).join(' ');
}

/** Clockwise from the lower left over the top; long names get narrower letters. */
function aroundRing(text: string, radius: number, arcDeg: number): string {
  const letters = [...text];
  const heightMm = radius * 0.26;
  const baseline = radius - 2.2 - heightMm;
  const pitchDeg = Math.min(26, arcDeg / Math.max(letters.length - 1, 1));
  const widthMm = Math.min(heightMm, ((pitchDeg * Math.PI) / 180) * (baseline + heightMm * 0.3));
  return letters
    .map((letter, i) => {
      const angle = (i - (letters.length - 1) / 2) * pitchDeg;
      return `<g transform="rotate(${angle.toFixed(3)})">${glyph(letter, -widthMm / 2, -baseline, widthMm, heightMm)}</g>`;
    })
    .join('');
}

function word(text: string, sizeMm: number, y: number): string {
  const letters = [...text];
  return letters.map((letter, i) => glyph(letter, (i - letters.length / 2) * sizeMm, y + sizeMm / 2, sizeMm, sizeMm)).join('');
}

/** A letter in a box of the given size, its baseline at y. Seal faces are drawn a little bolder than the font. */
function glyph(letter: string, x: number, y: number, widthMm: number, heightMm: number): string {
  const { steps } = glyphOf(letter);
  const [sx, sy] = [widthMm / UNITS_PER_EM, heightMm / UNITS_PER_EM];
  const lift = y - heightMm * 0.12;
  return `<path transform="translate(${x.toFixed(3)} ${lift.toFixed(3)}) scale(${sx.toFixed(6)} ${(-sy).toFixed(6)})" d="${steps.map(draw).join('')}" fill="${INK}" stroke="${INK}" stroke-width="28"/>`;
}

const draw = (step: Step): string => (step.to === 'close' ? 'Z' : `${{ move: 'M', line: 'L', curve: 'C' }[step.to]}${step.at.join(' ')}`);
