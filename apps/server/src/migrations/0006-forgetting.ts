import { type Kysely, sql } from 'kysely';

/** Erasures, which files are kept and until when, and room for what is gone: everything personal may be null. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table request alter column wish_digest drop not null, add column erased_at timestamptz;
    create index request_by_applicant on request ((content ->> 'applicant')) where content is not null;
    create index request_unfiled on request (updated_at) where filed_at is null;
    alter table request_page alter column content_digest drop not null, alter column code drop not null, alter column source drop not null;
    create index request_set_by_digest on request_set (digest);
    create table request_photo (request text not null references request on delete cascade, digest text not null, primary key (digest, request));
    create index request_photo_by_request on request_photo (request);
    drop table machine_photo;
    alter table command add column jti text;
    create index command_by_jti on command (jti) where jti is not null;
    create table kept_file (digest text primary key, kept_at timestamptz not null, drop_at timestamptz, attempts int not null default 0);
    create index kept_file_due on kept_file (drop_at) where drop_at is not null;

    alter table person add column erased_at timestamptz, add column name_until timestamptz;
    create table erasure (
      id text primary key, request text references request, person text references person, ground text not null,
      asked_by text not null references person, asked_at timestamptz not null,
      answered_by text references person, answered_at timestamptz, verdict text, early_reason text, early_salt text,
      check ((request is null) <> (person is null)));
    create unique index erasure_open on erasure (coalesce(request, person)) where verdict is null;
    create index erasure_by_request on erasure (request) where request is not null;
  `.execute(db);
}
