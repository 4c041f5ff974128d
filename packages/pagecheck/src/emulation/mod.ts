/** Pictures for emulators, samples and tests: invented seals, presses, and a camera over a desk. Shares no code with the checker. */
export { type Alteration, alterSheet } from './alter.ts';
export { type Capture, paperOnDesk } from './desk.ts';
export type { RgbaImage } from './image.ts';
export { type Press, pressSeal } from './press.ts';
export { printPage } from './print.ts';
export { type SealFace, sealImprint, sealPicture } from './seal.ts';
