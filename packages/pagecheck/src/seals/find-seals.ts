import type { Planes } from '../capture/planes.ts';
import { findRings } from './accept-rings.ts';
import { redDensity } from './red-density.ts';
import { DIRECTIONS, type Ring } from './ring.ts';
import type { SealSeen, SealSpecimen } from './seal.ts';
import { isTwice, ringStrike } from './strike.ts';

/** What a sheet lies on, all planes of one size. An aligned sheet is one. */
export interface SheetSeen {
  readonly pxPerMm: number;
  readonly seen: Planes;
}

/** All red seals on a sheet, the clearest first. */
export async function findSeals({ pxPerMm, seen }: SheetSeen, _specimens: readonly SealSpecimen[] = []): Promise<readonly SealSeen[]> {
  return sealsOf(findRings(redDensity(seen, pxPerMm), pxPerMm));
}

/** A seal pressed twice is one seal with a double strike. */
export function sealsOf(rings: readonly Ring[]): readonly SealSeen[] {
  const seals: Ring[] = [];
  for (const ring of rings) if (!seals.some((other) => isTwice(ring, other))) seals.push(ring);
  return seals.map((ring) => ({
    centreMm: ring.centre,
    diameterMm: ring.radius * 2,
    angleDeg: null,
    coverage: coverageOf(ring),
    strike: ringStrike(ring, rings),
    ink: 'unsure',
    faceText: null,
    likeness: null,
  }));
}

/** Strokes of black print hide the ring for a few degrees. */
const HIDDEN = 2;

/** Part of the whole ring with ink. */
function coverageOf({ ink, inked }: Ring): number {
  let count = 0;
  for (let i = 0; i < DIRECTIONS; i++) {
    for (let j = -HIDDEN; j <= HIDDEN; j++) {
      if ((ink[(i + j + DIRECTIONS) % DIRECTIONS] as number) > inked) {
        count++;
        break;
      }
    }
  }
  return count / DIRECTIONS;
}
