import { encodeEntry } from '@yinzheng/ledger';
import { sql } from 'kysely';
import type { LedgerStore, SequencedEntry, StoredCheckpoint } from '../../ports/ledger-store.ts';
import { type Executor, first, rows } from './sql.ts';

export function ledgerStore(executor: Executor): LedgerStore {
  return {
    async append(entries) {
      if (entries.length === 0) return;
      const values = entries.map(
        ({ entry, refs }) =>
          sql`(${entry.kind}, ${refs?.request ?? null}, ${refs?.jti ?? null}, ${Buffer.from(encodeEntry(entry))}::bytea)`,
      );
      await sql`insert into ledger_entry (kind, request, jti, body) values ${sql.join(values)}`.execute(executor);
    },

    async isWaiting() {
      return (await first(executor, sql`select 1 from ledger_entry where index is null limit 1`)) !== null;
    },

    // An act is only visible here once it is committed, and what it follows was committed before it: the order of ids
    // within one batch and the order of batches keep every cause before its effect.
    sequence: (limit) =>
      rows<SequencedEntry>(
        executor,
        sql`
          with base as (select coalesce(max(index) + 1, 0) as next from ledger_entry),
            waiting as (select id from ledger_entry where index is null order by id limit ${limit}),
            placed as (select id, base.next + row_number() over (order by id) - 1 as index from waiting, base),
            written as (update ledger_entry e set index = placed.index from placed where e.id = placed.id returning e.index, e.body)
          select index, body from written order by index`,
      ),

    range: (from, to) =>
      rows<SequencedEntry>(executor, sql`select index, body from ledger_entry where index >= ${from} and index < ${to} order by index`),

    async sequenced() {
      const row = await first<{ size: number }>(executor, sql`select coalesce(max(index) + 1, 0) as size from ledger_entry`);
      return row?.size ?? 0;
    },

    async about(request) {
      const all = await rows<{ index: number | null; body: Uint8Array }>(
        executor,
        sql`select index, body from ledger_entry where request = ${request} order by index nulls last`,
      );
      const entries = all.flatMap(({ index, body }) => (index === null ? [] : [{ index, body }]));
      return { entries, isWaiting: entries.length < all.length };
    },

    rosterLinks: () =>
      rows<SequencedEntry>(
        executor,
        sql`select index, body from ledger_entry where kind = 'roster.signed' and index is not null order by index`,
      ),

    async rosterLinkCount() {
      const row = await first<{ count: number }>(
        executor,
        sql`select count(*) as count from ledger_entry where kind = 'roster.signed' and index is not null`,
      );
      return row?.count ?? 0;
    },

    newestCheckpoint: () => first<StoredCheckpoint>(executor, sql`select size, root, note, at from checkpoint order by size desc limit 1`),

    async saveCheckpoint({ size, root, note, at }) {
      const saved = await rows(
        executor,
        sql`insert into checkpoint (size, root, note, at)
            select ${size}, ${root}, ${note}, ${at} where not exists (select 1 from checkpoint where size >= ${size}) returning size`,
      );
      if (saved.length === 0) throw new Error(`checkpoint of size ${size} would not be the newest`);
    },
  };
}
