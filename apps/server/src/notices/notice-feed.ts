import type { StoredNotice } from '../ports/notice-store.ts';
import type { Store } from '../ports/store.ts';
import { type Round, rounds } from '../rounds/mod.ts';

/** Live notices for the people whose pages are open here. */
export interface NoticeFeed {
  /** `listener` gets each new notice of the person, and null when something on a page may have changed. Returns the unsubscriber. */
  follow(person: string, listener: (notice: StoredNotice | null) => void): () => void;
  stop(): Promise<void>;
}

const NEWEST = 20;

export function openNoticeFeed(store: Pick<Store, 'notices' | 'onCommit'>, onError: (cause: unknown) => void): NoticeFeed {
  const followers = new Map<string, Set<(notice: StoredNotice | null) => void>>();
  const seen = new Map<string, string | undefined>();

  async function look(): Promise<void> {
    for (const [person, listeners] of followers) {
      const newest = await store.notices.list(person, NEWEST);
      const known = newest.findIndex(({ id }) => id === seen.get(person));
      const isFirstLook = !seen.has(person);
      seen.set(person, newest[0]?.id);
      const fresh = isFirstLook ? [] : newest.slice(0, known < 0 ? newest.length : known).reverse();
      for (const listener of listeners) {
        for (const notice of fresh) listener(notice);
        if (fresh.length === 0) listener(null);
      }
    }
  }

  const round: Round = rounds(look, { gapMs: 500, idleMs: 15_000, onError });
  const unsubscribe = store.onCommit(() => round.wake());
  return {
    follow(person, listener) {
      const listeners = followers.get(person) ?? new Set();
      followers.set(person, listeners.add(listener));
      round.wake();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        followers.delete(person);
        seen.delete(person);
      };
    },
    async stop() {
      unsubscribe();
      await round.stop();
    },
  };
}
