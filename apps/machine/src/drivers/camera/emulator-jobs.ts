import type { Raster } from '@yinzheng/pagecheck';
import { type Alteration, alterSheet, paperOnDesk, pressSeal, printPage, sealImprint } from '@yinzheng/pagecheck/emulation';
import { answerJobs } from './answer-jobs.ts';

/** Five megapixels over an A4 sheet see about this. */
const DPI = 200;
const A4 = { width: 1654, height: 2339 } as const;
const DESK_SHADE = 30;
/** Impressions of a 42 mm seal side by side. */
const PITCH_MM = 48;

const plain = (shade: number): Raster => ({ ...A4, channels: 1, data: new Uint8Array(A4.width * A4.height).fill(shade) });

let sheet: Raster = plain(DESK_SHADE);
let pictures = 0;
let presses = 0;
let onSheet = 0;

const jobs = {
  /** Lays a page (its PDF), altered or not, a blank sheet, or takes out what lies there. */
  async lay(what: Uint8Array | 'blank' | 'nothing', altered: Alteration | null): Promise<void> {
    onSheet = 0;
    sheet = what instanceof Uint8Array ? await printPage(what, DPI) : plain(what === 'blank' ? 255 : DESK_SHADE);
    if (altered) sheet = alterSheet(sheet, altered, DPI);
  },
  /** The seal comes down on whatever lies there: lower right first, beside it the next time, never twice at quite the same angle. */
  async press(faceText: string): Promise<void> {
    const imprint = await sealImprint({ faceText, diameterMm: 42, dpi: DPI });
    const mm = (px: number): number => (px / DPI) * 25.4;
    const [column, row] = [onSheet % 3, Math.floor(onSheet / 3)];
    const centreMm = { x: mm(sheet.width) * 0.74 - column * PITCH_MM, y: mm(sheet.height) * 0.78 - row * PITCH_MM };
    sheet = pressSeal(sheet, { imprint, centreMm, dpi: DPI, rotationDeg: ((presses * 37) % 24) - 12, seed: ++presses });
    onSheet++;
  },
  photograph: (): Promise<Uint8Array> => paperOnDesk(sheet, { seed: ++pictures }),
};

export type DeskJobs = typeof jobs;

answerJobs(jobs);
