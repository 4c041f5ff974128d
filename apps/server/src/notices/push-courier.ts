import type { StoredNotice } from '../ports/notice-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { Push } from '../ports/push.ts';
import { type Round, rounds } from '../rounds/mod.ts';

const TRIES = 6;
const RETRY_MS = 30_000;

/** Carries notices from the outbox to the push services: at least once, given up after six tries. The in-app list has them anyway. */
export function openPushCourier(
  ports: Pick<Ports, 'store' | 'clock'> & { readonly push: Push },
  onError: (cause: unknown) => void,
): { stop(): Promise<void> } {
  const round: Round = rounds(
    async () => {
      while (await carryOne(ports));
    },
    { gapMs: 200, idleMs: 5_000, onError },
  );
  const unsubscribe = ports.store.onCommit(() => round.wake());
  return {
    async stop() {
      unsubscribe();
      await round.stop();
    },
  };
}

async function carryOne(ports: Pick<Ports, 'store' | 'clock'> & { readonly push: Push }): Promise<boolean> {
  const now = ports.clock.now();
  if (!(await ports.store.notices.hasDuePush(now))) return false;
  const due = await ports.store.transact(async ({ notices }) => {
    const taken = await notices.takeDuePush(now);
    // Held back first: a crash while sending costs a repetition, not the push.
    if (taken) await notices.pushLater(taken.id, new Date(now.getTime() + RETRY_MS * 2 ** taken.attempts));
    return taken;
  });
  if (!due) return false;
  const outcomes = await sendToAll(ports, due.notice);
  if (outcomes.every((isDone) => isDone) || due.attempts + 1 >= TRIES)
    await ports.store.transact(({ notices }) => notices.pushDone(due.id));
  return true;
}

async function sendToAll(ports: Pick<Ports, 'store'> & { readonly push: Push }, notice: StoredNotice): Promise<readonly boolean[]> {
  const targets = await ports.store.notices.targets(notice.person);
  // The push service sees ciphertext only, yet the lock screen shows it: no title, no name.
  const message = { kind: notice.kind, request: notice.request, text: notice.text };
  return Promise.all(
    targets.map(async (target) => {
      const outcome = await ports.push.send(target, message);
      if (outcome.kind === 'gone' || outcome.kind === 'refused')
        await ports.store.transact(({ notices }) => notices.forget(target.endpoint));
      return outcome.kind !== 'failed';
    }),
  );
}
