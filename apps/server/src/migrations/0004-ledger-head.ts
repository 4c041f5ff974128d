import { type Kysely, sql } from 'kysely';

/**
 * Waiting entries get a table of their own and move when they are placed, so that a row of the log is written once, in the order of the
 * log, and never updated. The head knows how many are placed, and whose word counts: only the newest fence may place or save a checkpoint.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger ledger_entry_stays on ledger_entry;
    create table ledger_waiting (
      id bigint generated always as identity primary key, kind text not null, request text, jti text, body bytea not null,
      at timestamptz not null default now());
    create index ledger_waiting_by_request on ledger_waiting (request) where request is not null;
    alter table ledger_waiting set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0);
    insert into ledger_waiting (kind, request, jti, body, at) select kind, request, jti, body, at from ledger_entry where index is null order by id;
    delete from ledger_entry where index is null;
    alter table ledger_entry drop column id;
    alter table ledger_entry alter column index set not null;
    alter table ledger_entry drop constraint ledger_entry_index_key, add primary key (index);
    alter table ledger_entry alter column at drop default;
    create trigger ledger_entry_stays before delete or update or truncate on ledger_entry execute function ledger_entry_stays();

    create table ledger_head (is_only boolean primary key default true check (is_only), fence bigint not null, size bigint not null);
    insert into ledger_head (fence, size) select 0, coalesce(max(index) + 1, 0) from ledger_entry;
  `.execute(db);
}
