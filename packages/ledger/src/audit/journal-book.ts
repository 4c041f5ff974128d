import type { JournalRecord } from '../journal.ts';
import type { JournalAccount } from './account.ts';

/** Follows how far each machine's journal reaches. */
export function journalBook(): { take(record: JournalRecord): void; accounts(): readonly JournalAccount[] } {
  const books = new Map<string, JournalAccount>();
  return {
    take({ dev, kid, seq, wall }) {
      const key = `${dev} ${kid}`;
      const { first = seq, records = 0, from = wall } = books.get(key) ?? {};
      books.set(key, { machine: dev, kid, first, last: seq, records: records + 1, from, until: wall });
    },
    accounts: () => [...books.values()],
  };
}
