import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { chanceOf } from '../chance.ts';
import { PX_PER_MM } from '../print/rasterise.ts';
import { fontPath } from '../typeset/fonts.ts';
import type { SealFace } from './face.ts';
import { smoothNoise } from './noise.ts';

/** How much ink each place of a face carries, 0 to 255; square, upright, one face wide. */
export interface Inked {
  readonly size: number;
  readonly data: Uint8Array;
}

/** The face as it is cut, at the paper's resolution. */
export function drawFace(face: SealFace): Inked {
  const size = Math.ceil(face.diameterMm * PX_PER_MM) + 2;
  const canvas = createCanvas(size, size);
  const context = canvas.getContext('2d');
  context.translate(size / 2, size / 2);
  context.scale(PX_PER_MM, PX_PER_MM);
  context.fillStyle = context.strokeStyle = '#fff';
  ring(context, face.diameterMm / 2 - face.ringMm / 2, face.ringMm);
  around(context, face);
  mark(context, face);
  if (face.inner) level(context, face, face.inner);
  if (face.number) along(context, face, face.number);
  const rgba = canvas.data();
  const data = new Uint8Array(size * size);
  for (let at = 0; at < data.length; at++) data[at] = rgba[at * 4 + 3] as number;
  return worn({ size, data }, face);
}

function ring(context: SKRSContext2D, radius: number, width: number): void {
  context.lineWidth = width;
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.stroke();
}

const registered = new Set<string>();

/** A letter `widthMm` by `heightMm` with its middle at the origin. */
function letter(context: SKRSContext2D, face: SealFace, character: string, widthMm: number, heightMm: number): void {
  if (!registered.has(face.font)) {
    GlobalFonts.registerFromPath(fontPath(face.font), `corpus-${face.font}`);
    registered.add(face.font);
  }
  // Set large and scaled down: fonts of a few units are hinted to the unit.
  context.save();
  context.scale(widthMm / 100, heightMm / 100);
  context.font = `100px corpus-${face.font}`;
  context.textAlign = 'center';
  context.fillText(character, 0, 38);
  context.restore();
}

function around(context: SKRSContext2D, face: SealFace): void {
  const letters = [...face.text];
  const radius = face.diameterMm / 2 - face.ringMm - face.gapMm - face.letterMm / 2;
  const pitch = Math.min(30, face.arcDeg / Math.max(1, letters.length - 1));
  const width = Math.min(face.letterMm * 0.95, ((pitch * Math.PI) / 180) * (radius - face.letterMm * 0.2) * 0.95);
  letters.forEach((character, i) => {
    context.save();
    context.rotate(((i - (letters.length - 1) / 2) * pitch * Math.PI) / 180);
    context.translate(0, -radius);
    letter(context, face, character, width, face.letterMm);
    context.restore();
  });
}

function mark(context: SKRSContext2D, { mark, markMm }: SealFace): void {
  context.beginPath();
  if (mark === 'star') {
    for (let i = 0; i < 10; i++) {
      const reach = markMm * (i % 2 === 0 ? 1 : 0.382);
      context.lineTo(reach * Math.sin((i * Math.PI) / 5), -reach * Math.cos((i * Math.PI) / 5));
    }
    context.fill();
  } else if (mark === 'emblem') {
    // Not the party's emblem: a crossed bow and bar of about its weight.
    context.lineWidth = markMm * 0.22;
    context.arc(0, 0, markMm * 0.75, -0.4 * Math.PI, 0.75 * Math.PI);
    context.moveTo(-markMm * 0.8, markMm * 0.8);
    context.lineTo(markMm * 0.5, -markMm * 0.5);
    context.moveTo(markMm * 0.1, -markMm * 0.8);
    context.lineTo(markMm * 0.8, -markMm * 0.1);
    context.stroke();
  }
}

function level(context: SKRSContext2D, face: SealFace, text: string): void {
  const high = face.diameterMm * 0.095;
  [...text].forEach((character, i) => {
    context.save();
    context.translate((i - (text.length - 1) / 2) * high * 1.02, face.diameterMm * 0.26);
    letter(context, face, character, high * 0.95, high);
    context.restore();
  });
}

/** Digits along the bottom, read from the left with the face upright. */
function along(context: SKRSContext2D, face: SealFace, text: string): void {
  const high = 2.2;
  const radius = face.diameterMm / 2 - face.ringMm - 0.5 - high / 2;
  const room = 360 - face.arcDeg - 30;
  const pitch = Math.min(4.2, room / text.length);
  [...text].forEach((character, i) => {
    context.save();
    context.rotate((-(i - (text.length - 1) / 2) * pitch * Math.PI) / 180);
    context.translate(0, radius);
    letter(context, face, character, high * 0.9, high);
    context.restore();
  });
}

/** Edges chip and fine strokes break where a face is worn. The same face is always worn in the same places. */
function worn({ size, data }: Inked, { wear, wearSeed }: SealFace): Inked {
  const chips = smoothNoise(chanceOf(`wear ${wearSeed}`), size, 0.35 * PX_PER_MM);
  const limit = 2.6 - wear * 1.1;
  for (let at = 0; at < data.length; at++) if ((chips[at] as number) > limit) data[at] = (data[at] as number) * 0.15;
  return { size, data };
}
