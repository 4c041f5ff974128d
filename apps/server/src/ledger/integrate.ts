import { signCheckpoint, toHex } from '@yinzheng/ledger';
import type { Fence, SequencedEntry } from '../ports/ledger-store.ts';
import type { Ports } from '../ports/ports.ts';
import { type Edge, growEdge } from './edge.ts';

export type LedgerParts = Pick<Ports, 'store' | 'tiles' | 'clock' | 'log' | 'town'>;

/** Entries integrated at once; bounds memory when much has gathered. */
const STEP = 4096;

/**
 * Builds the tree over every entry that has a place and signs a checkpoint for it. `fresh`: the ones placed just now, if any; what was
 * placed before and not yet built on is read. Tiles and bundles are durable before the checkpoint that covers them is committed.
 * Normal rounds and recovery are the same: after a crash at any point the places are as they were, and so are the bytes.
 */
export async function integrate(parts: LedgerParts, fence: Fence, edge: Edge, fresh: readonly SequencedEntry[]): Promise<Edge> {
  const last = fresh.at(-1);
  const total = last ? last.index + 1 : await parts.store.ledger.placed();
  let at = edge;
  while (at.size < total) {
    const isNext = fresh[0]?.index === at.size;
    at = await advance(parts, fence, at, isNext ? fresh : await parts.store.ledger.range(at.size, Math.min(total, at.size + STEP)));
  }
  return at;
}

async function advance(parts: LedgerParts, fence: Fence, from: Edge, entries: readonly SequencedEntry[]): Promise<Edge> {
  if (entries.length === 0) throw new Error(`the ledger has a gap: there is no entry ${from.size}`);
  const { edge, files } = await growEdge(from, entries);
  await Promise.all(files.map(([path, bytes]) => parts.tiles.write(path, bytes)));
  const note = await signCheckpoint({ origin: parts.town.origin, size: edge.size, root: edge.root }, parts.log);
  const checkpoint = { size: edge.size, root: toHex(edge.root), note, at: parts.clock.now() };
  await parts.store.transact(({ ledger }) => ledger.saveCheckpoint(fence, checkpoint));
  return edge;
}
