import { setImmediate as nextTurn } from 'node:timers/promises';
import { formatTlogProof, type ProvenEntry, type TreeView, text, treeView } from '@yinzheng/ledger';
import type { SequencedEntry, StoredCheckpoint } from '../ports/ledger-store.ts';
import type { Ports } from '../ports/ports.ts';
import { tileReader } from './tile-reader.ts';

/** What to prove against: the newest checkpoint whose quorum is there, or the newest of all when that has to do. */
export type Under = 'witnessed' | 'newest';

/** Proves entries against one checkpoint for all of them, keeping what many proofs share. */
export interface ProofDesk {
  /** How long a receipt waits for a witnessed checkpoint over its last act. */
  readonly patienceMs: number;
  /** Null while one of the entries is not covered by a checkpoint. */
  prove(entries: readonly SequencedEntry[], under?: Under): Promise<readonly ProvenEntry[] | null>;
  /**
   * Every link of the roster, the later ones too: they may speak of keys that signed before. Kept until there is another link: any
   * checkpoint that covers them will do, if its quorum does.
   */
  proveRoster(under?: Under): Promise<readonly ProvenEntry[] | null>;
  /** Told by this server's sequencer. */
  published(): void;
  /** How many checkpoints were told of. Ask before looking, and `nextCheckpoint` misses none that comes while you look. */
  heard(): number;
  /** Resolves when more than `heard` were told of, or after a while: another server may be the one that signs. */
  nextCheckpoint(heard: number): Promise<void>;
}

const LOOK_AGAIN_MS = 300;

/** The last act is seldom more than a checkpoint and its witnesses away. */
const PATIENCE_MS = 2_000;

export function openProofDesk(ports: Pick<Ports, 'store' | 'tiles' | 'checkpoints'>, patienceMs = PATIENCE_MS): ProofDesk {
  let view: { readonly checkpoint: StoredCheckpoint; readonly tree: TreeView } | null = null;

  async function viewOf(checkpoint: StoredCheckpoint | null) {
    if (!checkpoint) return null;
    // The same tree may have gained cosignatures since.
    const tree = view?.checkpoint.size === checkpoint.size ? view.tree : treeView(checkpoint.size, tileReader(ports.tiles));
    view = { checkpoint, tree };
    return view;
  }

  const asked = new Map<Under, Promise<StoredCheckpoint | null>>();
  /** One question for all who ask in the same turn: a checkpoint wakes everybody at once. */
  function checkpointOf(under: Under): Promise<StoredCheckpoint | null> {
    const known = asked.get(under);
    if (known) return known;
    const answer = nextTurn().then(() => {
      asked.delete(under);
      return ports.checkpoints[under]();
    });
    asked.set(under, answer);
    return answer;
  }

  let heard = 0;
  const waiting = new Set<() => void>();
  let roster: { readonly count: number; readonly links: readonly ProvenEntry[] } | null = null;

  async function prove(entries: readonly SequencedEntry[], under: Under = 'witnessed'): Promise<readonly ProvenEntry[] | null> {
    const { tree, checkpoint } = (await viewOf(await checkpointOf(under))) ?? {};
    if (!tree || !checkpoint || entries.some(({ index }) => index >= checkpoint.size)) return null;
    return Promise.all(
      entries.map(async ({ index, body }) => ({
        entry: text(body),
        proof: formatTlogProof({ index, hashes: await tree.inclusion(index), checkpoint: checkpoint.note }),
      })),
    );
  }

  return {
    patienceMs,
    published() {
      heard += 1;
      for (const resume of waiting) resume();
    },
    heard: () => heard,
    nextCheckpoint: (since) =>
      new Promise((resolve) => {
        if (heard !== since) return resolve();
        const resume = (): void => {
          clearTimeout(timer);
          waiting.delete(resume);
          resolve();
        };
        const timer = setTimeout(resume, LOOK_AGAIN_MS);
        waiting.add(resume);
      }),
    prove,
    async proveRoster(under = 'witnessed') {
      const count = await ports.store.ledger.rosterLinkCount();
      if (roster?.count === count) return roster.links;
      const links = await prove(await ports.store.ledger.rosterLinks(), under);
      if (links && under === 'witnessed') roster = { count: links.length, links };
      return links;
    },
  };
}
