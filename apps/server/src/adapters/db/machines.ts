import type { CommandMessage } from '@yinzheng/contract';
import type { Placement } from '@yinzheng/domain';
import { sql } from 'kysely';
import type { Journal, Machine, MachineStore } from '../../ports/machine-store.ts';
import { type Executor, first, json, rows } from './sql.ts';

/** The journal that counts as the machine's: of those that have spoken the one enrolled last, before the first word that enrolled last. */
const JOURNAL = sql`lateral (select * from machine_journal where machine = m.id order by head_seq >= 0 desc, enrolment desc limit 1)`;

const JOURNAL_FIELDS = sql`kid, certificate, is_quarantined as "isQuarantined", jsonb_build_object('seq', head_seq, 'h', head_h) as head`;

const MACHINES = sql`select m.id, m.name, m.division, m.is_online as "isOnline", coalesce(j.is_quarantined, false) as "isQuarantined",
  m.roster_seq as "rosterSeq", jsonb_build_object('seq', coalesce(j.head_seq, -1), 'h', j.head_h) as head,
  case when j.kid is null then null else jsonb_build_object('kid', j.kid, 'key', j.key) end as journal
  from machine m left join ${JOURNAL} j on true`;

export function machineStore(executor: Executor): MachineStore {
  return {
    list: () => rows<Machine>(executor, sql`${MACHINES} order by m.id`),
    load: (id) => first<Machine>(executor, sql`${MACHINES} where m.id = ${id}`),
    journals: (id) =>
      rows<Journal>(executor, sql`select ${JOURNAL_FIELDS} from machine_journal where machine = ${id} order by enrolment desc`),
    lockJournal: (machine, kid) =>
      first<Journal>(executor, sql`select ${JOURNAL_FIELDS} from machine_journal where kid = ${kid} and machine = ${machine} for update`),
    async setEnrolmentCode(id, codeHash) {
      await sql`update machine set enrolment_code_hash = ${codeHash} where id = ${id}`.execute(executor);
    },
    async enrol(id, codeHash, { kid, key, certificate }) {
      const taken = await rows(
        executor,
        sql`update machine set enrolment_code_hash = null where id = ${id} and enrolment_code_hash = ${codeHash} returning id`,
      );
      if (taken.length === 0) return 'wrong code';
      const enrolled = await rows(
        executor,
        sql`insert into machine_journal (kid, machine, key, certificate)
            values (${kid}, ${id}, ${json(key)}, ${certificate})
            on conflict (kid) do update set certificate = excluded.certificate, enrolment = excluded.enrolment
            where machine_journal.machine = excluded.machine returning kid`,
      );
      return enrolled.length === 1 ? 'enrolled' : 'key of another';
    },
    async setPresence(id, { isOnline, rosterSeq }, at) {
      await sql`update machine set is_online = ${isOnline}, roster_seq = coalesce(${rosterSeq ?? null}::int, roster_seq), seen_at = ${at} where id = ${id}`.execute(
        executor,
      );
    },
    async allOffline() {
      await sql`update machine set is_online = false`.execute(executor);
    },
    async quarantine(kid) {
      await sql`update machine_journal set is_quarantined = true where kid = ${kid}`.execute(executor);
    },

    async acceptRecords(kid, records) {
      const last = records.at(-1);
      if (!last) return;
      const values = records.map(({ seq, h }) => sql`(${kid}, ${seq}::bigint, ${h})`);
      await sql`insert into machine_record (kid, seq, h) values ${sql.join(values)}`.execute(executor);
      await sql`update machine_journal set head_seq = ${last.seq}, head_h = ${last.h} where kid = ${kid}`.execute(executor);
    },
    async recordHashes(kid, from, to) {
      const found = await rows<{ seq: number; h: string }>(
        executor,
        sql`select seq, h from machine_record where kid = ${kid} and seq >= ${from} and seq < ${to}`,
      );
      return new Map(found.map(({ seq, h }) => [seq, h]));
    },

    async slotOf(machine, person) {
      return (
        (await first<{ slot: number }>(executor, sql`select slot from finger_slot where machine = ${machine} and person = ${person}`))
          ?.slot ?? null
      );
    },

    placementOf: (seal, person) =>
      first<Placement>(
        executor,
        sql`select m.id as machine, j.kid as devkey, s.sleeve, f.slot, jsonb_strip_nulls(jsonb_build_object(
              'text', s.name, 'diameterMm', s.diameter_mm, 'imprint', s.imprint)) as face from seal s join machine m on m.id = s.machine
            join finger_slot f on f.machine = m.id and f.person = ${person} join ${JOURNAL} j on true
            where s.id = ${seal} and not j.is_quarantined`,
      ),
    async queueCommand(machine, message, at, jti) {
      await sql`insert into command (id, machine, message, state, created_at, jti) values (${message.id}, ${machine}, ${json(message)}, 'queued', ${at}, ${jti})`.execute(
        executor,
      );
    },
    async queueRoster(seq, at) {
      await sql`delete from command where state = 'queued' and message->>'kind' = 'roster'`.execute(executor);
      await sql`
        insert into command (id, machine, message, state, created_at)
        select c.id, c.machine, jsonb_build_object('v', 1, 'id', c.id, 'kind', 'roster', 'at', ${at.toISOString()}::text, 'roster', '[]'::jsonb), 'queued', ${at}
        from (select distinct machine, 'roster-' || ${seq}::int || '-' || md5(machine) as id from machine_journal) c`.execute(executor);
    },
    withOpenCommands: () =>
      rows<{ id: string; kid: string; rosterSeq: number }>(
        executor,
        sql`select distinct m.id, j.kid, m.roster_seq as "rosterSeq" from machine m join command c on c.machine = m.id join ${JOURNAL} j on true
            where m.is_online and not j.is_quarantined and c.state = 'queued'`,
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
