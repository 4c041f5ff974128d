import { applyRoster, type RosterState } from '@yinzheng/ledger';
import type { RosterBook } from '../ports/roster-book.ts';
import type { Store } from '../ports/store.ts';

/** How long what was read may serve before the database is asked for newer links. */
const FRESH_MS = 1_000;

/** Reads the stored chain and follows it, checking each link as an outsider would. */
export function openRosterBook(store: Pick<Store, 'roster'>): RosterBook {
  let known: RosterState | null = null;
  let freshUntilMs = 0;
  let renewals = 0;
  const listeners = new Set<(state: RosterState) => void>();
  return {
    renew() {
      freshUntilMs = 0;
      renewals += 1;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async current() {
      if (known && performance.now() < freshUntilMs) return known;
      const seqBefore = known?.seq ?? -1;
      const [began, renewalsBefore] = [performance.now(), renewals];
      for (const link of await store.roster.linksAfter(known?.seq ?? -1)) {
        if (link.statement.seq <= (known?.seq ?? -1)) continue; // another call has read it meanwhile
        const next = await applyRoster(known, link);
        if (!next.ok) throw new Error(`the stored roster does not hold at link ${link.statement.seq}: ${next.code}`);
        if (next.value.seq > (known?.seq ?? -1)) known = next.value;
      }
      if (known && known.seq > seqBefore) for (const listener of listeners) listener(known);
      if (renewals === renewalsBefore) freshUntilMs = began + FRESH_MS;
      return known;
    },
  };
}
