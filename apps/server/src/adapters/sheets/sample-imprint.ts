import { sealPicture } from '@yinzheng/pagecheck/emulation';

const DPI = 300;

/** The impression of an invented seal on white paper, as the emulated machine presses it: a PNG. */
export const sampleImprint = (face: { readonly faceText: string; readonly diameterMm: number }): Promise<Uint8Array> =>
  sealPicture({ ...face, dpi: DPI });
