import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { decodeJpeg } from '../capture/image.ts';
import type { Raster } from '../pdfium/document.ts';
import type { Point } from './homography.ts';

export interface PageCodeSeen {
  readonly text: string;
  /** In pixels: top left, top right, bottom right, bottom left of the code as printed, whichever way the sheet lies. */
  readonly corners: readonly [Point, Point, Point, Point];
}

let isReady = false;

/** The reader's WebAssembly comes from inside its package; by default it would be fetched from a network. */
function prepareReader(): void {
  if (isReady) return;
  const file = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer } });
  isReady = true;
}

/** All QR codes in a picture, turned any way. An unreadable JPEG throws; a picture without codes gives none. */
export async function readPageCodes(image: Raster | Uint8Array): Promise<readonly PageCodeSeen[]> {
  prepareReader();
  const raster = image instanceof Uint8Array ? await decodeJpeg(image) : image;
  const found = await readBarcodes(imageData(raster), { formats: ['QRCode'], tryHarder: true, tryRotate: true, tryInvert: false });
  return found
    .filter((code) => code.isValid)
    .map(({ text, position: at }) => ({ text, corners: [at.topLeft, at.topRight, at.bottomRight, at.bottomLeft] }));
}

/** The reader takes browser pictures only; Node has no class for them, but their shape is enough. */
function imageData({ data, width, height, channels }: Raster): ImageData {
  const rgba = new Uint8ClampedArray(width * height * 4);
  if (channels === 4) rgba.set(data);
  else for (let i = 0, at = 0; i < data.length; i++, at += 4) rgba[at] = rgba[at + 1] = rgba[at + 2] = data[i] as number;
  return { data: rgba, width, height, colorSpace: 'srgb' } as ImageData;
}
