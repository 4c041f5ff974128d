import type { SignedRoster } from '@yinzheng/ledger';
import { sql } from 'kysely';
import type { RosterProposal, RosterStore } from '../../ports/roster-store.ts';
import { type Executor, first, json, rows } from './sql.ts';

/** Names the roster's lock among all advisory locks of a database. */
const ROSTER_LOCK = 0x79_7a_72_6f; // 'yzro'

export function rosterStore(executor: Executor): RosterStore {
  // A statement of its own, after the lock: it sees what was committed while the lock was waited for.
  const newest = async (): Promise<number> => {
    const row = await first<{ seq: number }>(executor, sql`select coalesce(max(seq), -1) as seq from roster_link`);
    return row?.seq ?? -1;
  };
  return {
    async hold() {
      await sql`select pg_advisory_xact_lock_shared(${ROSTER_LOCK}::bigint)`.execute(executor);
      return newest();
    },
    async holdAlone() {
      await sql`select pg_advisory_xact_lock(${ROSTER_LOCK}::bigint)`.execute(executor);
      return newest();
    },
    async linksAfter(after) {
      const found = await rows<{ link: SignedRoster }>(executor, sql`select link from roster_link where seq > ${after} order by seq`);
      return found.map(({ link }) => link);
    },
    async addLink(link) {
      await sql`insert into roster_link (seq, link) values (${link.statement.seq}, ${json(link)})`.execute(executor);
    },
    proposals: () =>
      rows<RosterProposal>(executor, sql`select id, changes, statement, signatures, why from roster_proposal order by proposed_at, id`),
    proposal: (id) =>
      first<RosterProposal>(executor, sql`select id, changes, statement, signatures, why from roster_proposal where id = ${id}`),
    async saveProposal({ id, changes, statement, signatures, why }, at) {
      await sql`
        insert into roster_proposal (id, changes, statement, signatures, why, proposed_at)
        values (${id}, ${json(changes)}, ${json(statement)}, ${json(signatures)}, ${why}, ${at})
        on conflict (id) do update set statement = excluded.statement, signatures = excluded.signatures`.execute(executor);
    },
    async dropProposal(id) {
      await sql`delete from roster_proposal where id = ${id}`.execute(executor);
    },
  };
}
