import { entryBundlePath, TILE_WIDTH, tilePath } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';

/** Full tiles before the first publication whose partial forms a crash may have left. */
const LOOK_BACK = 64 * TILE_WIDTH;

export interface Publisher {
  /** Publishes the newest checkpoint of the database, whoever signed it, unless it is published already. */
  publish(): Promise<void>;
}

/** What is committed in the database is durable with all that it covers: that alone is published, and it never goes back. */
export function openPublisher({ store, tiles }: Pick<Ports, 'store' | 'tiles'>): Publisher {
  let published = -1;
  let swept = -1;

  return {
    async publish() {
      const newest = await store.ledger.newestCheckpoint();
      if (!newest || newest.size === published) return;
      const size = await tiles.publishCheckpoint(newest.note);
      const now = size > newest.size ? await store.ledger.newestCheckpoint() : newest;
      // Not merely late: the public has seen what the database has lost.
      if (size > (now?.size ?? 0)) throw new Error(`a checkpoint of ${size} entries is published, the database knows only of ${now?.size}`);
      published = newest.size;
      if (swept < 0) swept = Math.max(0, size - LOOK_BACK);
      for (const path of grownFull(swept, newest.size)) await tiles.dropPartials(path);
      swept = newest.size;
    },
  };
}

/** Paths of the tiles and bundles that became full between two sizes. */
function* grownFull(from: number, to: number): Generator<string> {
  for (let level = 0, span: number = TILE_WIDTH; span <= to; level += 1, span *= TILE_WIDTH)
    for (let index = Math.floor(from / span); index < Math.floor(to / span); index += 1) {
      if (level === 0) yield entryBundlePath(index);
      yield tilePath(level, index);
    }
}
