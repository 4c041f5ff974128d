import type { CommandMessage } from '@yinzheng/contract';
import { sql } from 'kysely';
import type { Machine, MachineStore } from '../../ports/machine-store.ts';
import { type Executor, first, json, rows } from './sql.ts';

const MACHINE = sql`id, name, division, is_online as "isOnline", is_quarantined as "isQuarantined", roster_seq as "rosterSeq",
  jsonb_build_object('seq', head_seq, 'h', head_h) as head,
  case when journal_kid is null then null else jsonb_build_object('kid', journal_kid, 'key', journal_key) end as journal`;

export function machineStore(executor: Executor): MachineStore {
  return {
    list: () => rows<Machine>(executor, sql`select ${MACHINE} from machine order by id`),
    load: (id) => first<Machine>(executor, sql`select ${MACHINE} from machine where id = ${id}`),
    lock: (id) => first<Machine>(executor, sql`select ${MACHINE} from machine where id = ${id} for update`),
    async setEnrolmentCode(id, codeHash) {
      await sql`update machine set enrolment_code_hash = ${codeHash} where id = ${id}`.execute(executor);
    },
    async enrol(id, codeHash, journal) {
      const taken = await rows(
        executor,
        sql`update machine set enrolment_code_hash = null, journal_kid = ${journal.kid}, journal_key = ${json(journal.key)},
              head_seq = case when journal_kid = ${journal.kid} then head_seq else -1 end,
              head_h = case when journal_kid = ${journal.kid} then head_h end,
              is_quarantined = is_quarantined and journal_kid = ${journal.kid}
            where id = ${id} and enrolment_code_hash = ${codeHash} returning id`,
      );
      if (taken.length === 0) return false;
      await sql`delete from machine_record where machine = ${id} and exists (select 1 from machine where id = ${id} and head_seq = -1)`.execute(
        executor,
      );
      return true;
    },
    async setPresence(id, { isOnline, rosterSeq }, at) {
      await sql`update machine set is_online = ${isOnline}, roster_seq = coalesce(${rosterSeq ?? null}::int, roster_seq), seen_at = ${at} where id = ${id}`.execute(
        executor,
      );
    },
    async allOffline() {
      await sql`update machine set is_online = false`.execute(executor);
    },
    async quarantine(id) {
      await sql`update machine set is_quarantined = true where id = ${id}`.execute(executor);
    },

    async acceptRecords(id, records) {
      const last = records.at(-1);
      if (!last) return;
      const values = records.map(({ seq, h }) => sql`(${id}, ${seq}::bigint, ${h})`);
      await sql`insert into machine_record (machine, seq, h) values ${sql.join(values)}`.execute(executor);
      await sql`update machine set head_seq = ${last.seq}, head_h = ${last.h} where id = ${id}`.execute(executor);
    },
    async recordHashes(id, from, to) {
      const found = await rows<{ seq: number; h: string }>(
        executor,
        sql`select seq, h from machine_record where machine = ${id} and seq >= ${from} and seq < ${to}`,
      );
      return new Map(found.map(({ seq, h }) => [seq, h]));
    },

    async addPhoto(digest, machine) {
      await sql`insert into machine_photo (digest, machine) values (${digest}, ${machine}) on conflict do nothing`.execute(executor);
    },
    async slotOf(machine, person) {
      return (
        (await first<{ slot: number }>(executor, sql`select slot from finger_slot where machine = ${machine} and person = ${person}`))
          ?.slot ?? null
      );
    },

    placementOf: (seal, person) =>
      first(
        executor,
        sql`select m.id as machine, m.journal_kid as devkey, s.sleeve, f.slot from seal s join machine m on m.id = s.machine
            join finger_slot f on f.machine = m.id and f.person = ${person}
            where s.id = ${seal} and m.journal_kid is not null and not m.is_quarantined`,
      ),
    async queueCommand(machine, message, at) {
      await sql`insert into command (id, machine, message, state, created_at) values (${message.id}, ${machine}, ${json(message)}, 'queued', ${at})`.execute(
        executor,
      );
    },
    withOpenCommands: () =>
      rows<{ id: string; kid: string; rosterSeq: number }>(
        executor,
        sql`select distinct m.id, m.journal_kid as kid, m.roster_seq as "rosterSeq" from machine m join command c on c.machine = m.id
            where m.is_online and not m.is_quarantined and m.journal_kid is not null and c.state = 'queued'`,
      ),
    async openCommands(machine) {
      const found = await rows<{ message: CommandMessage }>(
        executor,
        sql`select message from command where machine = ${machine} and state = 'queued' order by created_at limit 100`,
      );
      return found.map(({ message }) => message);
    },
    async answerCommand(machine, command, state, code) {
      await sql`update command set state = ${state}, code = ${code} where id = ${command} and machine = ${machine}`.execute(executor);
    },
    command: (id) => first(executor, sql`select machine, message, state from command where id = ${id}`),
  };
}
