import { signCheckpoint, toHex } from '@yinzheng/ledger';
import type { Fence, SequencedEntry } from '../ports/ledger-store.ts';
import type { Ports } from '../ports/ports.ts';
import { logKeys } from '../roster/mod.ts';
import { type Edge, growEdge } from './edge.ts';

export type LedgerParts = Pick<Ports, 'store' | 'tiles' | 'clock' | 'keys' | 'town' | 'checkpoints'>;

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
  let signed = edge.size;
  while (at.size < total) {
    const isNext = fresh[0]?.index === at.size;
    at = await advance(parts, at, isNext ? fresh : await parts.store.ledger.range(at.size, Math.min(total, at.size + STEP)));
    if (await sign(parts, fence, at)) signed = at.size;
  }
  if (signed < at.size) throw new Error('no key of the log that the roster lists is held here: nothing can be signed until one is listed');
  return at;
}

async function advance(parts: LedgerParts, from: Edge, entries: readonly SequencedEntry[]): Promise<Edge> {
  if (entries.length === 0) throw new Error(`the ledger has a gap: there is no entry ${from.size}`);
  const { edge, files } = await growEdge(from, entries);
  await Promise.all(files.map(([path, bytes]) => parts.tiles.write(path, bytes)));
  return edge;
}

/**
 * Signs the tree with every key of the log that the roster inside it has in force. False when none of them is held here: after the loss of
 * a key, the link that lists the next one is waited for, and the checkpoint that holds it covers what came before.
 */
async function sign(parts: LedgerParts, fence: Fence, { size, root, roster }: Edge): Promise<boolean> {
  const signers = logKeys(parts.keys, roster);
  if (signers.length === 0) return false;
  const note = await signCheckpoint({ origin: parts.town.origin, size, root }, ...signers);
  const checkpoint = { size, root: toHex(root), note, at: parts.clock.now() };
  await parts.store.transact(({ ledger }) => ledger.saveCheckpoint(fence, checkpoint));
  return true;
}
