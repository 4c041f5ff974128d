import { entryBundlePath, TILE_WIDTH, tilePath } from '@yinzheng/ledger';
import type { StoredCheckpoint } from '../ports/ledger-store.ts';
import type { Ports } from '../ports/ports.ts';

/** Full tiles before the first publication whose partial forms a crash may have left. */
const LOOK_BACK = 64 * TILE_WIDTH;

/** A checkpoint that waits longer for its quorum is published without. */
const WITHOUT_QUORUM_AFTER_MS = 5_000;

type Used = Pick<Ports, 'store' | 'tiles' | 'clock' | 'checkpoints'>;

export interface Publisher {
  /** Publishes the checkpoint that readers should see now, whoever signed it, unless it is published already. */
  publish(): Promise<void>;
}

/** What is committed in the database is durable with all that it covers: that alone is published, and it never goes back. */
export function openPublisher(ports: Used): Publisher {
  const { store, tiles } = ports;
  let published = '';
  let swept = -1;

  return {
    async publish() {
      const next = await choose(ports);
      if (!next || next.note === published) return;
      const size = await tiles.publishCheckpoint(next.note);
      const now = size > next.size ? await store.ledger.newestCheckpoint() : next;
      // Not merely late: the public has seen what the database has lost.
      if (size > (now?.size ?? 0)) throw new Error(`a checkpoint of ${size} entries is published, the database knows only of ${now?.size}`);
      published = next.note;
      if (swept < 0) swept = Math.max(0, size - LOOK_BACK);
      for (const path of grownFull(swept, next.size)) await tiles.dropPartials(path);
      swept = Math.max(swept, next.size);
    },
  };
}

/**
 * The newest witnessed checkpoint: a reader with a policy can use it, and it is a second old at most while the witnesses answer. When they do not,
 * readers would be kept from what is recorded, and monitors from seeing the log grow: after some seconds the newest one goes out as
 * it is, and gains its cosignatures when they come.
 */
async function choose({ checkpoints, clock }: Used): Promise<StoredCheckpoint | null> {
  const since = await checkpoints.awaitingSince();
  const isLate = since !== null && clock.now().getTime() - since.getTime() >= WITHOUT_QUORUM_AFTER_MS;
  return isLate ? checkpoints.newest() : checkpoints.witnessed();
}

/** Paths of the tiles and bundles that became full between two sizes. */
function* grownFull(from: number, to: number): Generator<string> {
  for (let level = 0, span: number = TILE_WIDTH; span <= to; level += 1, span *= TILE_WIDTH)
    for (let index = Math.floor(from / span); index < Math.floor(to / span); index += 1) {
      if (level === 0) yield entryBundlePath(index);
      yield tilePath(level, index);
    }
}
