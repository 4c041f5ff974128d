import type { Box } from '../paper.ts';
import type { Difference } from './difference.ts';
import type { Blot } from './extra-ink.ts';
import type { SigningLine } from './signing-lines.ts';
import { EXTRA_UNSURE_MM2 } from './thresholds.ts';

/** A line of the approved page that is free to write on, and what was written. */
export interface WrittenLine {
  readonly line: SigningLine;
  /** Always unsure: whether it may stand there depends on what the line is for. */
  readonly ink: Difference;
}

/** Gives each blot to the line that it stands on: the one around its middle, else the nearest. `lines` must not be empty where there are blots. */
export function writtenLines(blots: readonly Blot[], lines: readonly SigningLine[], pxPerMm: number): readonly WrittenLine[] {
  const found = new Map<SigningLine, Blot>();
  for (const blot of blots) {
    if (blot.pixels < EXTRA_UNSURE_MM2 * pxPerMm ** 2) continue;
    const [x, y] = [(blot.left + blot.right) / 2 / pxPerMm, (blot.top + blot.bottom) / 2 / pxPerMm];
    const line = lines.reduce((near, other) => (farFrom(other, x, y) < farFrom(near, x, y) ? other : near));
    const known = found.get(line);
    found.set(line, known ? joined(known, blot) : blot);
  }
  return [...found].map(([line, { left, top, right, bottom, peak }]) => ({
    line,
    ink: {
      kind: 'extra',
      strength: Math.min(1, peak / 255),
      certainty: 'unsure',
      leftMm: left / pxPerMm,
      topMm: top / pxPerMm,
      widthMm: (right - left) / pxPerMm,
      heightMm: (bottom - top) / pxPerMm,
    },
  }));
}

function farFrom({ leftMm, topMm, widthMm, heightMm }: Box, x: number, y: number): number {
  return Math.hypot(Math.max(leftMm - x, x - leftMm - widthMm, 0), Math.max(topMm - y, y - topMm - heightMm, 0));
}

const joined = (p: Blot, q: Blot): Blot => ({
  left: Math.min(p.left, q.left),
  top: Math.min(p.top, q.top),
  right: Math.max(p.right, q.right),
  bottom: Math.max(p.bottom, q.bottom),
  pixels: p.pixels + q.pixels,
  peak: Math.max(p.peak, q.peak),
  isFromEdge: p.isFromEdge && q.isFromEdge,
});
