import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Chance } from '../chance.ts';
import type { Box } from '../typeset/form.ts';
import { PX_PER_MM, type Sheet } from './rasterise.ts';

/** Colours of gel and ball pens, as light thrown back. */
const INKS = ['rgb(18,18,24)', 'rgb(20,24,70)', 'rgb(22,40,120)'] as const;

/** One stroke for each digit: x and y in hundredths of its height, from the top left. */
const DIGITS: readonly (readonly (readonly [number, number])[])[] = [
  '50,0 10,35 15,80 50,100 85,70 80,20 50,0',
  '35,15 55,0 50,100',
  '15,20 50,0 80,25 15,100 85,95',
  '15,10 60,0 75,25 40,45 80,70 50,100 10,90',
  '60,0 10,65 90,65 65,30 62,100',
  '80,0 25,5 20,40 70,45 75,80 15,100',
  '70,0 20,50 20,90 70,95 70,60 20,65',
  '10,5 85,0 40,100',
  '50,45 20,20 50,0 80,20 50,45 15,75 50,100 85,75 50,45',
  '75,35 40,50 20,20 55,0 78,30 70,100',
].map((points) => points.split(' ').map((point) => point.split(',').map((n) => Number(n) / 100) as [number, number]));

interface Hand {
  readonly context: SKRSContext2D;
  readonly next: Chance;
  readonly widthPx: number;
}

/** Draws on a part of the paper with a pen: the ink takes light away, whatever lies below. */
function withPen(sheet: Sheet, area: Box, next: Chance, draw: (hand: Hand) => void): void {
  const [left, top] = [Math.round(area.leftMm * PX_PER_MM), Math.round(area.topMm * PX_PER_MM)];
  const [width, height] = [Math.round(area.widthMm * PX_PER_MM), Math.round(area.heightMm * PX_PER_MM)];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.strokeStyle = next.pick(INKS);
  context.lineCap = context.lineJoin = 'round';
  draw({ context, next, widthPx: next.between(0.35, 0.6) * PX_PER_MM });
  overlay(sheet, canvas.data(), width, height, left, top);
}

/** Multiplies a picture of four channels onto the sheet. */
function overlay(sheet: Sheet, rgba: Uint8Array, width: number, height: number, left: number, top: number): void {
  for (let y = Math.max(0, -top); y < Math.min(height, sheet.height - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(width, sheet.width - left); x++) {
      const from = (y * width + x) * 4;
      const at = ((y + top) * sheet.width + x + left) * 3;
      for (let c = 0; c < 3; c++) sheet.data[at + c] = ((sheet.data[at + c] as number) * (rgba[from + c] as number) + 127) / 255;
    }
  }
}

/** A stroke through points, smoothed and with a shaking hand. */
function stroke({ context, next, widthPx }: Hand, points: readonly (readonly [number, number])[]): void {
  context.lineWidth = widthPx * next.between(0.8, 1.2);
  context.beginPath();
  points.forEach(([x, y], i) => {
    const [px, py] = [x + next.bell() * widthPx * 0.4, y + next.bell() * widthPx * 0.4];
    if (i === 0) context.moveTo(px, py);
    else {
      const [bx, by] = points[i - 1] as readonly [number, number];
      context.quadraticCurveTo(bx + (px - bx) * next.between(0.3, 0.7), by + (py - by) * next.between(0.3, 0.7), px, py);
    }
  });
  context.stroke();
}

/** Something that looks like a written character: level, upright and slanting strokes in a square. */
function character(hand: Hand, x: number, y: number, size: number): void {
  const { next } = hand;
  for (let n = next.whole(4, 8); n > 0; n--) {
    const [px, py, long] = [x + next.between(0.05, 0.6) * size, y + next.between(0.05, 0.8) * size, size * next.between(0.3, 0.6)];
    const turn = next.pick([0.08, 0.1, 1.5, 2.2, 0.9]) + next.bell() * 0.1;
    const along = (part: number) => [px + Math.cos(turn) * long * part, py + Math.sin(turn) * long * part] as const;
    stroke(hand, [along(0), along(0.5), along(1)]);
  }
}

/** A name, written with a flourish. */
export function sign(sheet: Sheet, place: Box, next: Chance): void {
  withPen(sheet, place, next, (hand) => {
    const size = 7.5 * PX_PER_MM;
    for (let n = 0; n < next.whole(2, 3); n++) {
      const x = (4 + n * 7.5) * PX_PER_MM;
      character(hand, x, 1.2 * PX_PER_MM, size);
      stroke(
        hand,
        Array.from({ length: 4 }, () => [x + next() * size, 1.2 * PX_PER_MM + next() * size] as const),
      );
    }
  });
}

/** A date in a date's place: 2026.3.14. */
export function writeDate(sheet: Sheet, place: Box, next: Chance): void {
  withPen(sheet, place, next, (hand) => {
    const text = `${next.whole(2024, 2026)}.${next.whole(1, 12)}.${next.whole(1, 28)}`;
    const [high, y] = [4.6 * PX_PER_MM, 3.6 * PX_PER_MM];
    for (const [i, letter] of [...text].entries()) {
      const x = (4 + i * 3.7) * PX_PER_MM;
      if (letter === '.') {
        const dot = [x + 12, y + high] as const;
        stroke(hand, [dot, [dot[0] + 3, dot[1] + 2]]);
      } else {
        const digit = DIGITS[Number(letter)] ?? [];
        stroke(
          hand,
          digit.map(([u, v]) => [x + u * high * 0.6, y + v * high] as const),
        );
      }
    }
  });
}

/** Words by hand; gives the box of the ink within which they stand, in the paper's millimetres. */
export function writeWords(sheet: Sheet, place: Box, next: Chance): Box {
  const letters = next.whole(2, 6);
  const size = next.between(5.5, 7.5);
  const area = {
    leftMm: place.leftMm + next.between(0, 30),
    topMm: place.topMm + 1,
    widthMm: letters * size * 1.1 + 2,
    heightMm: size + 2,
  };
  withPen(sheet, area, next, (hand) => {
    for (let n = 0; n < letters; n++) character(hand, (1 + n * size * 1.1) * PX_PER_MM, PX_PER_MM, size * PX_PER_MM);
  });
  return area;
}
