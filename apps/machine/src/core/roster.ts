import { applyRoster, type Check, type Digest, fail, pass, type RosterState, rosterDigest, type SignedRoster } from '@yinzheng/ledger';
import type { Store } from '../journal/store.ts';

/** The machine's copy of the roster: it only grows, from the founding that the ticket pins. */
export interface RosterBook {
  /** Null until the founding has come. */
  readonly state: RosterState | null;
  /** Adds links, durable when it resolves. Links that it has already are skipped when they are the very same; a gap or another past is `roster/broken-chain`. */
  learn(links: readonly unknown[]): Promise<Check<RosterState | null>>;
}

/** Opens the stored chain and folds it anew, signatures and all. */
export async function openRosterBook(store: Pick<Store, 'loadRoster' | 'saveRoster'>, founding: Digest): Promise<Check<RosterBook>> {
  let links: readonly SignedRoster[] = [];
  let state: RosterState | null = null;

  async function grow(more: readonly unknown[]): Promise<Check<{ links: readonly SignedRoster[]; state: RosterState | null }>> {
    const grown = [...links];
    let next = state;
    for (const it of more as readonly SignedRoster[]) {
      const seq = it?.statement?.seq;
      const mine = Number.isInteger(seq) ? grown[seq] : undefined;
      if (mine) {
        if (rosterDigest(mine.statement) !== rosterDigest(it.statement))
          return fail('roster/broken-chain', { detail: 'another past', seq });
        continue;
      }
      const applied: Check<RosterState> = await applyRoster(next, it);
      if (!applied.ok) return applied;
      if (applied.value.founding !== founding) return fail('roster/broken-chain', { detail: 'another founding', seq });
      next = applied.value;
      grown.push(it);
    }
    return pass({ links: grown, state: next });
  }

  const stored = await grow(await store.loadRoster());
  if (!stored.ok) return stored;
  ({ links, state } = stored.value);

  let turn: Promise<unknown> = Promise.resolve();
  return pass({
    get state() {
      return state;
    },
    learn(more) {
      const learned = turn.then(async (): Promise<Check<RosterState | null>> => {
        const grown = await grow(more);
        if (!grown.ok) return grown;
        if (grown.value.links.length > links.length) await store.saveRoster(grown.value.links);
        ({ links, state } = grown.value);
        return pass(state);
      });
      turn = learned.catch(() => undefined);
      return learned;
    },
  });
}
