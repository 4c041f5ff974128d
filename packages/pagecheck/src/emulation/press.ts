import type { Raster } from '../pdfium/document.ts';
import { chance } from './chance.ts';
import { type RgbaImage, toRgba } from './image.ts';

export interface Press {
  readonly imprint: RgbaImage;
  readonly centreMm: { readonly x: number; readonly y: number };
  /** Of the page and the imprint. */
  readonly dpi: number;
  /** Clockwise. */
  readonly rotationDeg?: number;
  /** 1 is a full press; 0.3 a faint one. */
  readonly strength?: number;
  /** Part of the face that touches the paper, from its left; 1 is all of it. */
  readonly touches?: number;
  readonly seed?: number;
}

/** A page with a seal pressed on it: ink darkens what lies below, patchy as rubber prints. The page given is not changed. */
export function pressSeal(page: Raster, press: Press): Raster {
  const { imprint, dpi, rotationDeg = 0, strength = 1, touches = 1 } = press;
  const paper = toRgba(page);
  const next = chance(press.seed ?? 1);
  const [cx, cy] = [(press.centreMm.x / 25.4) * dpi, (press.centreMm.y / 25.4) * dpi];
  const [sin, cos] = [Math.sin((rotationDeg * Math.PI) / 180), Math.cos((rotationDeg * Math.PI) / 180)];
  const reach = Math.ceil(Math.hypot(imprint.width, imprint.height) / 2);
  for (let y = Math.max(0, Math.floor(cy - reach)); y < Math.min(paper.height, cy + reach); y++) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x < Math.min(paper.width, cx + reach); x++) {
      const u = Math.round((x - cx) * cos + (y - cy) * sin + imprint.width / 2);
      const v = Math.round((y - cy) * cos - (x - cx) * sin + imprint.height / 2);
      if (u < 0 || v < 0 || u >= imprint.width * touches || v >= imprint.height) continue;
      const from = (v * imprint.width + u) * 4;
      const ink = ((imprint.data[from + 3] as number) / 255) * strength * (0.75 + 0.25 * next());
      const at = (y * paper.width + x) * 4;
      for (let c = 0; c < 3; c++) {
        const tint = (imprint.data[from + c] as number) / 255;
        paper.data[at + c] = (paper.data[at + c] as number) * (1 - ink + ink * tint);
      }
    }
  }
  return { width: paper.width, height: paper.height, channels: 4, data: paper.data };
}
