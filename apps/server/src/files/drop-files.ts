import type { Ports } from '../ports/ports.ts';
import { type Round, rounds } from '../rounds/mod.ts';

const LOOK_AGAIN_MS = 60_000;
const RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3600_000;

type Used = Pick<Ports, 'store' | 'clock' | 'blobs'>;

/**
 * Deletes every file whose day has come and that nothing needs. The file is held in the database while it is judged and deleted, and
 * struck off after it is gone for good: a crash in between deletes it once more. One that cannot be deleted does not stop the others.
 */
export async function dropFiles(ports: Used, onError: (cause: unknown) => void): Promise<void> {
  while (await ports.store.files.hasDue(ports.clock.now())) if (!(await dropOne(ports, onError))) return;
}

async function dropOne({ store, clock, blobs }: Used, onError: (cause: unknown) => void): Promise<boolean> {
  const now = clock.now();
  let held: { readonly digest: string; readonly attempts: number } | null = null;
  try {
    await store.transact(async ({ files }) => {
      held = await files.takeDue(now);
      if (!held) return;
      if (await files.isNeeded(held.digest)) return files.settle(held.digest);
      // Deleting twice, should the database ask for another run, deletes what is not there.
      await blobs.delete(held.digest);
      await files.forget(held.digest);
    });
    return held !== null;
  } catch (cause) {
    const failed = held as { readonly digest: string; readonly attempts: number } | null;
    if (!failed) throw cause;
    onError(cause);
    const waitMs = Math.min(RETRY_MS * 2 ** failed.attempts, LONGEST_RETRY_MS);
    await store.files.later(failed.digest, new Date(now.getTime() + waitMs));
    return true;
  }
}

/** Looks each minute, and after each commit here: what was erased is off the disk within seconds. */
export function openFileDropper(ports: Used, onError: (cause: unknown) => void): Round {
  const round = rounds(() => dropFiles(ports, onError), { gapMs: 1_000, idleMs: LOOK_AGAIN_MS, onError });
  const unsubscribe = ports.store.onCommit(() => round.wake());
  return {
    wake: round.wake,
    async stop() {
      unsubscribe();
      await round.stop();
    },
  };
}
