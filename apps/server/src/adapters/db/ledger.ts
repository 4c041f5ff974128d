import { encodeEntry } from '@yinzheng/ledger';
import { sql } from 'kysely';
import { type Fence, type LedgerStore, type SequencedEntry, type StoredCheckpoint, Superseded } from '../../ports/ledger-store.ts';
import { type Executor, first, rows } from './sql.ts';

export function ledgerStore(executor: Executor, onAppend: (entries: number) => void = () => {}): LedgerStore {
  /** Locks the head until the transaction ends; a take-over waits for it. A client that goes silent in between loses the transaction. */
  async function holdHead(fence: Fence): Promise<number> {
    const head = await first<{ size: number }>(
      executor,
      sql`select size, set_config('idle_in_transaction_session_timeout', '10s', true) from ledger_head where fence = ${fence} for update`,
    );
    if (!head) throw new Superseded(fence);
    return head.size;
  }

  return {
    async append(entries) {
      if (entries.length === 0) return;
      const values = entries.map(
        ({ entry, refs }) =>
          sql`(${entry.kind}, ${refs?.request ?? null}, ${refs?.jti ?? null}, ${Buffer.from(encodeEntry(entry))}::bytea)`,
      );
      await sql`insert into ledger_waiting (kind, request, jti, body) values ${sql.join(values)}`.execute(executor);
      onAppend(entries.length);
    },

    async isWaiting() {
      return (await first(executor, sql`select 1 from ledger_waiting limit 1`)) !== null;
    },

    // An act is only visible here once it is committed, and what it follows was committed before it: the order of ids
    // within one batch and the order of batches keep every cause before its effect.
    async place(fence, limit) {
      const size = await holdHead(fence);
      const placed = await rows<SequencedEntry>(
        executor,
        sql`
          with last as materialized (select max(id) as id from (select id from ledger_waiting order by id limit ${limit}) oldest),
            taken as (delete from ledger_waiting w using last where w.id <= last.id returning w.*),
            placed as (
              insert into ledger_entry (index, kind, request, jti, body, at)
              select ${size}::bigint + row_number() over (order by id) - 1, kind, request, jti, body, at from taken order by id
              returning index, body),
            grown as (update ledger_head set size = ${size}::bigint + (select count(*) from placed) where exists (select 1 from placed))
          select index, body from placed order by index`,
      );
      return placed;
    },

    async placed() {
      return (await first<{ size: number }>(executor, sql`select size from ledger_head`))?.size ?? 0;
    },

    range: (from, to) =>
      rows<SequencedEntry>(executor, sql`select index, body from ledger_entry where index >= ${from} and index < ${to} order by index`),

    // One statement, one moment: an entry that is being placed is seen on one side only.
    async about(request) {
      const all = await rows<{ index: number | null; body: Uint8Array }>(
        executor,
        sql`select index, body from ledger_entry where request = ${request}
            union all select null, body from ledger_waiting where request = ${request} order by index nulls last`,
      );
      const entries = all.flatMap(({ index, body }) => (index === null ? [] : [{ index, body }]));
      return { entries, isWaiting: entries.length < all.length };
    },

    rosterLinks: () =>
      rows<SequencedEntry>(executor, sql`select index, body from ledger_entry where kind = 'roster.signed' order by index`),

    async rosterLinkCount() {
      const row = await first<{ count: number }>(executor, sql`select count(*) as count from ledger_entry where kind = 'roster.signed'`);
      return row?.count ?? 0;
    },

    newestCheckpoint: () => first<StoredCheckpoint>(executor, sql`select size, root, note, at from checkpoint order by size desc limit 1`),

    async saveCheckpoint(fence, { size, root, note, at }) {
      const placed = await holdHead(fence);
      if (size > placed) throw new Error(`a checkpoint of size ${size} would cover entries that have no place: only ${placed} have one`);
      const saved = await rows(
        executor,
        sql`insert into checkpoint (size, root, note, at)
            select ${size}, ${root}, ${note}, ${at} where not exists (select 1 from checkpoint where size >= ${size}) returning size`,
      );
      if (saved.length === 0) throw new Error(`checkpoint of size ${size} would not be the newest`);
    },
  };
}
