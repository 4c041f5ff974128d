import { type Kysely, sql } from 'kysely';

/** A journal for each key that a machine has enrolled, so that the old one ends in its own time; sessions know the passkey that opened them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create sequence machine_enrolment;
    create table machine_journal (
      kid text primary key, machine text not null references machine, key jsonb not null, certificate text,
      head_seq bigint not null default -1, head_h text, is_quarantined boolean not null default false,
      enrolment bigint not null default nextval('machine_enrolment'));
    create index machine_journal_by_machine on machine_journal (machine, enrolment);
    insert into machine_journal (kid, machine, key, head_seq, head_h, is_quarantined)
      select journal_kid, id, journal_key, head_seq, head_h, is_quarantined from machine where journal_kid is not null;
    alter table machine_record add column kid text;
    update machine_record r set kid = m.journal_kid from machine m where m.id = r.machine;
    delete from machine_record where kid is null;
    alter table machine_record drop constraint machine_record_pkey, drop column machine, add primary key (kid, seq);
    alter table machine drop column journal_kid, drop column journal_key, drop column certificate_serial, drop column head_seq,
      drop column head_h, drop column is_quarantined;
    alter table session add column kid text;
  `.execute(db);
}
