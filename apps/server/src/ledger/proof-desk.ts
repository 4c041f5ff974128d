import { formatTlogProof, type ProvenEntry, type TreeView, text, treeView } from '@yinzheng/ledger';
import type { SequencedEntry, StoredCheckpoint } from '../ports/ledger-store.ts';
import type { Ports } from '../ports/ports.ts';
import { tileReader } from './tile-reader.ts';

/** Proves entries against the newest checkpoint, one for all of them, keeping what many proofs share. */
export interface ProofDesk {
  /** Null while one of the entries is not covered by a checkpoint. */
  prove(entries: readonly SequencedEntry[]): Promise<readonly ProvenEntry[] | null>;
  /**
   * Every link of the roster, the later ones too: they may speak of keys that signed before. Kept until there is another link: any
   * checkpoint that covers them will do.
   */
  proveRoster(): Promise<readonly ProvenEntry[] | null>;
  /** Told by this server's sequencer. */
  published(): void;
  /** Resolves when a checkpoint has been published, or after a while: another server may be the one that publishes. */
  nextCheckpoint(): Promise<void>;
}

const LOOK_AGAIN_MS = 300;

export function openProofDesk(ports: Pick<Ports, 'store' | 'tiles'>): ProofDesk {
  let view: { readonly checkpoint: StoredCheckpoint; readonly tree: TreeView } | null = null;

  async function newestView() {
    const checkpoint = await ports.store.ledger.newestCheckpoint();
    if (checkpoint && view?.checkpoint.size !== checkpoint.size)
      view = { checkpoint, tree: treeView(checkpoint.size, tileReader(ports.tiles)) };
    return view;
  }

  const waiting = new Set<() => void>();
  let roster: { readonly count: number; readonly links: readonly ProvenEntry[] } | null = null;

  async function prove(entries: readonly SequencedEntry[]): Promise<readonly ProvenEntry[] | null> {
    const newest = await newestView();
    if (!newest || entries.some(({ index }) => index >= newest.checkpoint.size)) return null;
    return Promise.all(
      entries.map(async ({ index, body }) => ({
        entry: text(body),
        proof: formatTlogProof({ index, hashes: await newest.tree.inclusion(index), checkpoint: newest.checkpoint.note }),
      })),
    );
  }

  return {
    published() {
      for (const resume of waiting) resume();
    },
    nextCheckpoint: () =>
      new Promise((resolve) => {
        const resume = (): void => {
          clearTimeout(timer);
          waiting.delete(resume);
          resolve();
        };
        const timer = setTimeout(resume, LOOK_AGAIN_MS);
        waiting.add(resume);
      }),
    prove,
    async proveRoster() {
      const count = await ports.store.ledger.rosterLinkCount();
      if (roster?.count !== count) {
        const links = await prove(await ports.store.ledger.rosterLinks());
        if (!links) return null;
        roster = { count: links.length, links };
      }
      return roster.links;
    },
  };
}
