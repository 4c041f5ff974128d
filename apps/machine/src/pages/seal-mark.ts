import type { SealMark } from '@yinzheng/ledger';
import type { SealSeen } from '@yinzheng/pagecheck';

/** A seal as the journal may tell of it: in numbers and codes. `faceText` is the filed text of the seal that was to be pressed. */
export const sealMark = (seen: SealSeen, faceText: string | null): SealMark => ({
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

/** Throws for what is no number: the journal could not say it, and a check that measures nonsense has failed. */
function round(value: number, parts: number): number {
  if (!Number.isFinite(value)) throw new RangeError('a seal without measures');
  return Math.round(value * parts) / parts;
}
