import type { JournalRecord } from '@yinzheng/ledger';
import type { Journal } from '../journal/journal.ts';
import type { Store } from '../journal/store.ts';
import type { GatewayFiles } from './files.ts';

/** Sends the journal to the server, in order, from the first record that it has not acknowledged. Loses nothing, reorders nothing. */
export interface Publisher {
  /** Something happened: records were written, the line came back. */
  wake(): void;
  /** The server holds everything up to `seq`. */
  acknowledged(seq: number): void;
  /** The server wants everything from here on once more. */
  rewind(fromSeq: number): void;
  stop(): Promise<void>;
}

export interface PublisherParts {
  readonly journal: Pick<Journal, 'head' | 'read'>;
  readonly store: Pick<Store, 'loadFile'>;
  readonly files: Pick<GatewayFiles, 'store'>;
  /** -1 when nothing was ever acknowledged. */
  readonly acknowledgedSeq: number;
  readonly isOnline: () => boolean;
  readonly publish: (records: readonly JournalRecord[]) => void;
  readonly log: (message: string) => void;
}

const BATCH = 64;
/** Bytes of a batch stay far below what brokers take. */
const FIRST_WAIT_MS = 3_000;
const LONGEST_WAIT_MS = 30_000;

export function startPublisher(it: PublisherParts): Publisher {
  let acknowledgedSeq = it.acknowledgedSeq;
  let isStopped = false;
  let wakeUp = (): void => undefined;
  const stored = new Set<string>();

  /** Waits until something happens or the time is over. */
  function rest(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? null : setTimeout(resolve, ms);
      wakeUp = () => {
        if (timer) clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Photographs go before the records that name them. One that the server refuses for good is said and skipped: the journal goes on. */
  async function storePhotos(records: readonly JournalRecord[]): Promise<void> {
    const digests = records.flatMap(({ data }) => (typeof data.photo === 'string' ? [data.photo] : []));
    await Promise.all(
      [...new Set(digests)]
        .filter((digest) => !stored.has(digest))
        .map(async (digest) => {
          const bytes = await it.store.loadFile(digest);
          if (!bytes || !(await it.files.store(digest, bytes))) it.log(`photograph ${digest} cannot be stored at the gateway`);
          stored.add(digest);
        }),
    );
  }

  async function sendBatch(waitMs: number): Promise<boolean> {
    const records = await it.journal.read(acknowledgedSeq + 1, BATCH);
    const last = records.at(-1);
    if (!last) return true;
    await storePhotos(records);
    it.publish(records);
    const until = performance.now() + waitMs;
    while (!isStopped && it.isOnline() && acknowledgedSeq < last.seq && performance.now() < until) await rest(until - performance.now());
    return acknowledgedSeq >= last.seq;
  }

  async function run(): Promise<void> {
    let waitMs = FIRST_WAIT_MS;
    while (!isStopped) {
      if (!it.isOnline() || it.journal.head.seq <= acknowledgedSeq) {
        await rest(null);
        continue;
      }
      try {
        waitMs = (await sendBatch(waitMs)) ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, waitMs * 2);
      } catch (cause) {
        it.log(`cannot send records: ${cause instanceof Error ? cause.message : cause}`);
        await rest(waitMs);
      }
    }
  }

  const running = run();
  return {
    wake: () => wakeUp(),
    acknowledged(seq) {
      acknowledgedSeq = Math.max(acknowledgedSeq, Math.min(seq, it.journal.head.seq));
      wakeUp();
    },
    rewind(fromSeq) {
      acknowledgedSeq = Math.min(acknowledgedSeq, fromSeq - 1);
      stored.clear();
      wakeUp();
    },
    async stop() {
      isStopped = true;
      wakeUp();
      await running;
    },
  };
}
