import type { Caller } from '../people/mod.ts';
import type { PushTarget, StoredNotice } from '../ports/notice-store.ts';
import type { Ports } from '../ports/ports.ts';

const LIMIT = 100;

/** The caller's newest notices, at most 100. */
export const listNotices = (ports: Pick<Ports, 'store'>, caller: Caller): Promise<readonly StoredNotice[]> =>
  ports.store.notices.list(caller.id, LIMIT);

/** Reading twice, or what is not one's own, changes nothing. */
export const markRead = (ports: Pick<Ports, 'store' | 'clock'>, caller: Caller, notice: string): Promise<void> =>
  ports.store.transact(({ notices }) => notices.markRead(caller.id, notice, ports.clock.now()));

/** From now on this browser is told too. A browser that changes hands tells its new owner only. */
export const subscribeToPush = (ports: Pick<Ports, 'store'>, caller: Caller, target: PushTarget): Promise<void> =>
  ports.store.transact(({ notices }) => notices.subscribe(caller.id, target));
