import type { LedgerParts } from '../../apps/server/src/ledger/integrate.ts';
import type { LedgerStore } from '../../apps/server/src/ports/ledger-store.ts';
import type { TileStore } from '../../apps/server/src/ports/tiles.ts';

/** Everything that a round writes, in its order. */
export const STEPS = [
  'place',
  'bundle',
  'full bundle',
  'tile',
  'full tile',
  'upper tile',
  'save checkpoint',
  'publish',
  'drop partials',
] as const;
export type Step = (typeof STEPS)[number];

/** `before`: nothing of the step is durable; `after`: all of it is, and nobody has been told yet. */
export type Moment = 'before' | 'after';

/** Called at each moment of each step; what it throws is what the sequencer sees. */
export type At = (step: Step, moment: Moment) => void | Promise<void>;

function stepOfTile(path: string): Step {
  const isFull = !path.includes('.p/');
  if (path.startsWith('tile/entries/')) return isFull ? 'full bundle' : 'bundle';
  if (!path.startsWith('tile/0/')) return 'upper tile';
  return isFull ? 'full tile' : 'tile';
}

/** The same ports, with somebody at every write. */
export function watched<Parts extends Pick<LedgerParts, 'store' | 'tiles'>>(parts: Parts, at: At): Parts {
  return { ...parts, store: watchedStore(parts.store, at), tiles: watchedTiles(parts.tiles, at) };
}

function watchedTiles(tiles: TileStore, at: At): TileStore {
  async function around<T>(step: Step, write: () => Promise<T>): Promise<T> {
    await at(step, 'before');
    const result = await write();
    await at(step, 'after');
    return result;
  }
  return {
    read: (path) => tiles.read(path),
    write: (path, bytes) => around(stepOfTile(path), () => tiles.write(path, bytes)),
    publishCheckpoint: (note) => around('publish', () => tiles.publishCheckpoint(note)),
    dropPartials: (path) => around('drop partials', () => tiles.dropPartials(path)),
  };
}

/** A transaction is written by its commit: `before` is inside of it, when all is said and nothing committed. */
function watchedStore(store: LedgerParts['store'], at: At): LedgerParts['store'] {
  return {
    ...store,
    async transact(work) {
      let step: Step | null = null;
      const noting = (ledger: LedgerStore): LedgerStore => ({
        ...ledger,
        async place(fence, limit) {
          const placed = await ledger.place(fence, limit);
          step = 'place';
          await at('place', 'before');
          return placed;
        },
        async saveCheckpoint(fence, checkpoint) {
          await ledger.saveCheckpoint(fence, checkpoint);
          step = 'save checkpoint';
          await at('save checkpoint', 'before');
        },
      });
      const result = await store.transact((stores) => work({ ...stores, ledger: noting(stores.ledger) }));
      if (step) await at(step, 'after');
      return result;
    },
  };
}
