import fontkit, { type Font } from '@cantoo/fontkit';
import { chineseFontFile } from './file.ts';

/** A step of an outline in units of the font (1,000 to the em, y upwards). Cubic curves only. */
export type Step =
  | { readonly to: 'move' | 'line'; readonly at: readonly [number, number] }
  | { readonly to: 'curve'; readonly at: readonly [number, number, number, number, number, number] }
  | { readonly to: 'close' };

export interface Glyph {
  readonly steps: readonly Step[];
  readonly advance: number;
}

export const UNITS_PER_EM = 1000;

let font: Font | undefined;
const glyphs = new Map<string, Glyph>();

/** One character of Noto Sans SC as an outline, so that what we print and draw needs no font in the file. */
export function glyphOf(character: string): Glyph {
  let glyph = glyphs.get(character);
  if (!glyph) {
    font ??= fontkit.create(chineseFontFile()) as Font; // a TrueType file holds one font, not a collection
    const found = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    glyph = found ? { steps: stepsOf(found.path.commands), advance: found.advanceWidth } : { steps: [], advance: UNITS_PER_EM };
    glyphs.set(character, glyph);
  }
  return glyph;
}

interface Command {
  readonly command: string;
  readonly args: readonly number[];
}

function stepsOf(commands: readonly Command[]): Step[] {
  const steps: Step[] = [];
  let x = 0;
  let y = 0;
  for (const { command, args } of commands) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
    if (command === 'moveTo' || command === 'lineTo') steps.push({ to: command === 'moveTo' ? 'move' : 'line', at: [a, b] });
    else if (command === 'bezierCurveTo') steps.push({ to: 'curve', at: [a, b, c, d, e, f] });
    else if (command === 'quadraticCurveTo') {
      const third = (from: number, via: number): number => from + (2 / 3) * (via - from);
      steps.push({ to: 'curve', at: [third(x, a), third(y, b), third(c, a), third(d, b), c, d] });
    } else steps.push({ to: 'close' });
    if (args.length > 0) [x, y] = [args.at(-2) ?? 0, args.at(-1) ?? 0];
  }
  return steps;
}
