import type { NoteSigner } from '@yinzheng/ledger';
import { systemClock } from '../../apps/server/src/adapters/clock/system-clock.ts';
import { type Database, openDatabase } from '../../apps/server/src/adapters/db/database.ts';
import { databaseLeadership } from '../../apps/server/src/adapters/db/leadership.ts';
import { memoryKeyring } from '../../apps/server/src/adapters/keyring/memory-keyring.ts';
import { openCheckpointBook } from '../../apps/server/src/ledger/mod.ts';
import { openSequencer } from '../../apps/server/src/ledger/sequencer.ts';
import type { TileStore } from '../../apps/server/src/ports/tiles.ts';
import { trusting } from '../arbitraries/town.ts';
import { seedNamed, TOWN } from '../kit/identity.ts';
import { numberedAct } from '../kit/numbered-acts.ts';
import { type At, watched } from './steps.ts';

/** As in the server, but quicker to try again. */
const PACE = { quietMs: 2, batchMs: 30, lookMs: 30, retryMs: 30, publishGapMs: 5 };

const KEYS = await memoryKeyring({ server: seedNamed('server'), log: seedNamed('log') }, TOWN.origin);
export const LOG_KEY = KEYS.log[0] as NoteSigner;

/** The ledger's part of one server: acts come in, and a sequencer that wants to lead. */
export interface LedgerProcess {
  readonly store: Database;
  /** Commits acts in one transaction, and resolves when that is answered. */
  append(...acts: number[]): Promise<void>;
  /** Resolves when all that is committed has a place, is under a checkpoint, and that one is published. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export function openLedgerProcess(it: {
  readonly databaseUrl: string;
  readonly tiles: TileStore;
  readonly at?: At;
  readonly onError?: (cause: unknown) => void;
  readonly onCheckpoint?: () => void;
  readonly staleMs?: number;
}): LedgerProcess {
  const store = openDatabase(it.databaseUrl, { maxConnections: 4 });
  const leadership = databaseLeadership(it.databaseUrl, { staleMs: it.staleMs ?? 10_000 });
  const parts = watched({ store, tiles: it.tiles }, it.at ?? (() => {}));
  const { onError = () => {}, onCheckpoint = () => {} } = it;
  const checkpoints = openCheckpointBook(parts.store, trusting(LOG_KEY.vkey));
  const sequencer = openSequencer(
    { ...parts, leadership, checkpoints, clock: systemClock, keys: KEYS, town: TOWN },
    { onCheckpoint, onError },
    PACE,
  );
  return {
    store,
    append: (...acts) => store.transact(({ ledger }) => ledger.append(acts.map(numberedAct))),
    async settle() {
      for (;;) {
        const published = await it.tiles.read('checkpoint').then((bytes) =>
          Number(
            Buffer.from(bytes ?? [])
              .toString()
              .split('\n')[1],
          ),
        );
        if (!(await store.ledger.isWaiting()) && published === (await store.ledger.placed())) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async stop() {
      await sequencer.stop();
      await store.stop();
    },
  };
}
