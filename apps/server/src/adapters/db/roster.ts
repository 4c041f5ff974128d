import type { SignedRoster } from '@yinzheng/ledger';
import { sql } from 'kysely';
import type { RosterProposal, RosterStore } from '../../ports/roster-store.ts';
import { type Executor, first, json, rows } from './sql.ts';

export function rosterStore(executor: Executor): RosterStore {
  return {
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
