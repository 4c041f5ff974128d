import { type Kysely, sql } from 'kysely';

/** Requests, their sheet sets, decisions, authorisations and impressions; the ledger; what goes out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table request (
      id text primary key, state text not null, filed jsonb not null, content jsonb, salt text,
      body char(18) not null, seal text not null references seal, clerk text not null, approved_by jsonb not null default '[]',
      idempotency_key text, wish_digest text not null, filed_at timestamptz, updated_at timestamptz not null,
      unique (clerk, idempotency_key));
    create index request_by_body on request (body, state, updated_at desc);
    create index request_by_clerk on request (clerk, updated_at desc);
    create index request_by_number on request (right(id, 8));
    create table request_page (
      request text not null references request on delete cascade, page int not null, digest text not null, content_digest text not null,
      code text not null, width_mm real not null, height_mm real not null, source text not null, primary key (request, page));
    create index request_page_by_digest on request_page (digest);
    create table request_set (request text primary key references request on delete cascade, digest text not null);
    create table decision_draft (
      digest text primary key, request text not null references request on delete cascade, person text not null,
      reason text not null, salt text not null, expires_at timestamptz not null);
    create table decision (
      request text not null references request, step int not null, approver text not null, verdict text not null,
      reason text, salt text, signed jsonb not null, at timestamptz not null, primary key (request, step));
    create table authorisation_issued (
      jti text primary key, request text not null references request, machine text not null references machine, sleeve int not null, clerk text not null,
      max int not null, expires_at timestamptz not null, state text not null);
    create index authorisation_by_request on authorisation_issued (request);
    create table impression (
      jti text not null references authorisation_issued, n int not null, page int not null, copy int not null, state text not null,
      photo_before text, photo_after text, at timestamptz not null, primary key (jti, n));
    create table machine_record (machine text not null, seq bigint not null, h text not null, primary key (machine, seq));
    create table machine_photo (digest text not null, machine text not null, primary key (digest, machine));
    create table command (
      id text primary key, machine text not null references machine, message jsonb not null, state text not null, code text, created_at timestamptz not null);
    create index command_open on command (machine, created_at) where state = 'queued';
    create table notice (
      id text primary key, person text not null references person, kind text not null, request text, title text not null,
      zh text not null, en text not null, at timestamptz not null, read_at timestamptz);
    create index notice_by_person on notice (person, at desc);
    create table push_subscription (endpoint text primary key, person text not null references person, p256dh text not null, auth text not null);
    create table outbox (id bigserial primary key, kind text not null, payload jsonb not null, attempts int not null default 0, due_at timestamptz not null);
    create index outbox_due on outbox (due_at, id);

    create table ledger_entry (
      id bigserial primary key, kind text not null, request text, jti text, body bytea not null,
      index bigint unique, at timestamptz not null default now());
    create index ledger_entry_waiting on ledger_entry (id) where index is null;
    create index ledger_entry_by_request on ledger_entry (request, index) where request is not null;
    create index ledger_entry_roster on ledger_entry (index) where kind = 'roster.signed';
    create table checkpoint (size bigint primary key, root text not null, note text not null, at timestamptz not null);
    create function ledger_entry_stays() returns trigger language plpgsql as $$ begin raise exception 'the ledger only grows'; end $$;
    create trigger ledger_entry_stays before delete or update of kind, request, jti, body on ledger_entry
      for each row execute function ledger_entry_stays();
  `.execute(db);
}
