import { sameBytes } from '../encoding.ts';
import type { Checkpoint } from '../notes/checkpoint-text.ts';
import { authenticTiles } from '../tree/authentic-tiles.ts';
import { emptyRoot } from '../tree/hash.ts';
import { rootOf } from '../tree/prove.ts';
import type { TileReader } from '../tree/tiles.ts';
import { verifyConsistency } from '../tree/verify.ts';

/**
 * What two checkpoints say of one another. `grew`: the later tree begins with the earlier. `forked`: it does not, so the log signed
 * two histories; the two notes are the evidence. `unproven`: the proof at hand leads nowhere, which says nothing of the log.
 */
export type Comparison =
  | { readonly kind: 'same' | 'other-log' | 'unproven' }
  | { readonly kind: 'grew'; readonly from: number; readonly to: number }
  | { readonly kind: 'forked'; readonly at: number };

/** By what two checkpoints of different sizes are compared; the tiles need not be trusted. */
export type Growth = { readonly readTile: TileReader } | { readonly proof: readonly Uint8Array[] };

/**
 * Compares two checkpoints whose signatures the caller has checked, in either order. `growth` null will do for two of the same size, or
 * when one is empty; else it is `unproven`. From tiles a fork is proved, for they show the later tree as it was at the earlier size; a
 * proof can only fail. Rejects with `TileNotAuthentic` for tiles that are not the later checkpoint's.
 */
export async function compareCheckpoints(one: Checkpoint, other: Checkpoint, growth: Growth | null): Promise<Comparison> {
  if (one.origin !== other.origin) return { kind: 'other-log' };
  const [earlier, later] = one.size <= other.size ? [one, other] : [other, one];
  const [from, to] = [earlier.size, later.size];
  if (from === 0 && !sameBytes(earlier.root, emptyRoot())) return { kind: 'forked', at: 0 };
  if (from === to) return sameBytes(earlier.root, later.root) ? { kind: 'same' } : { kind: 'forked', at: from };
  if (from === 0) return { kind: 'grew', from, to };
  if (!growth) return { kind: 'unproven' };
  if ('proof' in growth) {
    const grew = verifyConsistency({ size1: from, root1: earlier.root, size2: to, root2: later.root, proof: growth.proof });
    return grew ? { kind: 'grew', from, to } : { kind: 'unproven' };
  }
  const then = await rootOf(from, authenticTiles(later, growth.readTile));
  return sameBytes(then, earlier.root) ? { kind: 'grew', from, to } : { kind: 'forked', at: from };
}
