import type { Plane } from '../capture/image.ts';
import type { Size } from '../paper.ts';
import { findRings } from './accept-rings.ts';
import { judged } from './find-seals.ts';
import { grayCopies } from './gray-copies.ts';
import { inkAround, newInk } from './new-ink.ts';
import { redDensity } from './red-density.ts';
import type { Ring } from './ring.ts';
import type { SealSeen, SealSpecimen } from './seal.ts';
import { type SheetPlanes, sheetPlanes } from './sheet-planes.ts';

export interface ImpressionCheck {
  /** Photos of the same sheet. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** The approved page, a PDF, and the whole text of its code: both photos are then laid on it exactly. Without it the code and the paper's edges serve. */
  readonly page?: Uint8Array;
  readonly expectedCode?: string | null;
  /** Of the paper, when no page is given. Default A4 upright. */
  readonly sheet?: Size;
  /** The seal that was to be pressed. */
  readonly seal?: SealSpecimen;
}

export type ImpressionReason =
  | 'seal/sheet-lost'
  | 'seal/partial'
  | 'seal/over-older'
  | 'seal/double-strike'
  | 'seal/too-many'
  | 'seal/other-seal'
  | 'seal/other-text'
  | 'seal/printed';

export interface ImpressionReport {
  /** confirmed: exactly one whole, clean impression is new, and nothing speaks against its being this seal. missing: nothing red is new. */
  readonly outcome: 'confirmed' | 'doubtful' | 'missing';
  /** Empty when confirmed or missing. */
  readonly reasons: readonly ImpressionReason[];
  /** Those that were not there before. */
  readonly newSeals: readonly SealSeen[];
}

/** Less new red than this is a speck. A seal of 40 mm has 200 mm² and more. */
const SPECK_MM2 = 12;
/** The same seal in two pictures of one sheet lies within this. */
const SAME_PLACE_MM = 1.5;
/** A whole ring, but for what worn rubber leaves out. */
const LEAST_COVERAGE = 0.9;
/** Ink of the ring (of 255) that a plain press leaves. Full ones measure 80 to 150, faint ones below 40 (emulated). */
const LEAST_INK = 45;
/** Ink before, inside the new ring (mm²), that makes it a press over something: less is a line of red print. */
const LEAST_UNDER_MM2 = 40;
/** How much more ink an older seal may seem to have in another picture of it, as a share: light and blur differ. More was pressed on it. */
const MOST_RISE = 0.12;

/** Compares the photos before and after a press. An impression over an older one is doubtful, never silently confirmed. */
export async function checkImpression(check: ImpressionCheck): Promise<ImpressionReport> {
  const [before, after] = [await sheetPlanes(check.before, check), await sheetPlanes(check.after, check)];
  if (!before || !after) return doubtful(['seal/sheet-lost']);
  const { pxPerMm } = after;
  const [old, fresh] = [redDensity(before.seen, pxPerMm), redDensity(after.seen, pxPerMm)];
  const [oldRings, rings] = [findRings(old, pxPerMm), findRings(fresh, pxPerMm)];
  const added = newInk(old, fresh, pxPerMm);
  const newRings = rings.filter((ring) => !oldRings.some((other) => isSamePlace(ring, other)));
  const inked = { density: fresh, red: after.seen.red, pxPerMm };
  const seen = await judged(newRings, inked, check.seal ? [check.seal] : []);
  const [seal] = seen;
  if (!seal) {
    const copies = await newCopies(before, after, check.seal ? [check.seal] : []);
    return copies.length > 0 ? doubtful(['seal/printed'], copies) : withoutRing(old, fresh, added, oldRings, pxPerMm);
  }
  const reasons: ImpressionReason[] = [];
  const radius = seal.diameterMm / 2;
  const { beyond } = inkAround(added, pxPerMm, seal.centreMm, radius + 1);
  const { within } = inkAround(old, pxPerMm, seal.centreMm, radius);
  if (seal.strike !== 'single') reasons.push('seal/double-strike');
  if (seen.length > 1 || beyond > SPECK_MM2) reasons.push('seal/too-many');
  if (within > LEAST_UNDER_MM2 || oldRings.some((ring) => touches(ring, newRings))) reasons.push('seal/over-older');
  if (seal.coverage < LEAST_COVERAGE || inkOn(newRings[0]) < LEAST_INK) reasons.push('seal/partial');
  if (check.seal && seal.likeness?.is === 'other')
    reasons.push(seal.faceText === check.seal.faceText ? 'seal/other-seal' : 'seal/other-text');
  if (seal.likeness?.is === 'same-text') reasons.push('seal/other-seal');
  if (seal.ink === 'printed') reasons.push('seal/printed');
  return { outcome: reasons.length === 0 ? 'confirmed' : 'doubtful', reasons, newSeals: seen };
}

/** Copies in black of which the sheet had none before. Only against an approved page: its own print may have rings. */
async function newCopies(before: SheetPlanes, after: SheetPlanes, specimens: readonly SealSpecimen[]): Promise<readonly SealSeen[]> {
  if (!('approved' in before && 'approved' in after)) return [];
  const [old, fresh] = [await grayCopies(before, []), await grayCopies(after, specimens)];
  const isOld = ({ centreMm: { x, y } }: SealSeen): boolean =>
    old.some(({ centreMm }) => Math.hypot(centreMm.x - x, centreMm.y - y) < SAME_PLACE_MM);
  return fresh.filter((copy) => copy.ink === 'printed' && !isOld(copy));
}

/** What half of the ring has at least. */
const inkOn = (ring: Ring | undefined): number => {
  const sorted = (ring?.ink ?? new Float32Array(0)).filter((value) => value >= 0).sort();
  return sorted[sorted.length >> 1] ?? 0;
};

const doubtful = (reasons: readonly ImpressionReason[], newSeals: readonly SealSeen[] = []): ImpressionReport => ({
  outcome: 'doubtful',
  reasons,
  newSeals,
});

const isSamePlace = (ring: Ring, other: Ring): boolean =>
  Math.hypot(ring.centre.x - other.centre.x, ring.centre.y - other.centre.y) < SAME_PLACE_MM && Math.abs(ring.radius - other.radius) < 1;

const touches = (ring: Ring, others: readonly Ring[]): boolean =>
  others.some(({ centre, radius }) => Math.hypot(ring.centre.x - centre.x, ring.centre.y - centre.y) < ring.radius + radius);

/** No ring is new: new ink is part of a seal, and an older seal that got darker was pressed over. */
function withoutRing(old: Plane, fresh: Plane, added: Plane, oldRings: readonly Ring[], pxPerMm: number): ImpressionReport {
  const reasons: ImpressionReason[] = [];
  const { within, beyond } = inkAround(added, pxPerMm, { x: 0, y: 0 }, 0);
  if (oldRings.some((ring) => rise(old, fresh, ring, pxPerMm) > MOST_RISE)) reasons.push('seal/over-older');
  else if (within + beyond > SPECK_MM2) reasons.push('seal/partial');
  return reasons.length === 0 ? { outcome: 'missing', reasons, newSeals: [] } : doubtful(reasons);
}

/** How much more ink there is within a ring than before, as a share of what was there. */
function rise(old: Plane, fresh: Plane, { centre, radius }: Ring, pxPerMm: number): number {
  const reach = (radius + 0.5) * pxPerMm;
  const [cx, cy] = [centre.x * pxPerMm - 0.5, centre.y * pxPerMm - 0.5];
  let [before, after] = [0, 0];
  for (let y = Math.max(0, Math.ceil(cy - reach)); y < Math.min(old.height, cy + reach); y++) {
    for (let x = Math.max(0, Math.ceil(cx - reach)); x < Math.min(old.width, cx + reach); x++) {
      if ((x - cx) ** 2 + (y - cy) ** 2 > reach * reach) continue;
      before += old.data[y * old.width + x] as number;
      after += fresh.data[y * fresh.width + x] as number;
    }
  }
  return before === 0 ? 0 : after / before - 1;
}
