import type { SealSeen } from '@yinzheng/pagecheck';
import type { SealFound } from '../core/ports.ts';

/** A seal as the journal may tell of it: in numbers and codes. `faceText` is the filed text of the seal that was to be pressed. */
export const sealFound = (seen: SealSeen, faceText: string | null): SealFound => ({
  xMm: round(seen.centreMm.x, 10),
  yMm: round(seen.centreMm.y, 10),
  diameterMm: round(seen.diameterMm, 10),
  angleDeg: seen.angleDeg === null ? null : round(seen.angleDeg, 10),
  coverage: round(seen.coverage, 100),
  strike: seen.strike,
  ink: seen.ink,
  text: seen.faceText === null || faceText === null ? 'unread' : seen.faceText === faceText ? 'same' : 'other',
  likeness: seen.likeness && { is: seen.likeness.is, score: round(seen.likeness.score, 100) },
});

const round = (value: number, parts: number): number => Math.round(value * parts) / parts;
