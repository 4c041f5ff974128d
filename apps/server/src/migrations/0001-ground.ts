import { type Kysely, sql } from 'kysely';

/** Divisions, bodies, people, seals and machines: what a town is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table division (code char(12) primary key, name text not null, level text not null, parent char(12));
    create table body (id char(18) primary key, name text not null, kind text not null, division char(12) not null references division);
    create table person (
      id text primary key, account text not null unique, name text not null,
      password_hash text not null, totp_secret text not null, is_officer boolean not null default false);
    create table post (person text not null references person, post text not null, body char(18) not null references body, primary key (person, post, body));
    create index post_by_body on post (body, post);
    create table matter (
      code text not null, version int not null, name text not null, kind text not null, basis text not null,
      materials jsonb not null, route jsonb not null, max_copies int not null, max_impressions int not null,
      deadline_days int not null, office text, region text not null, primary key (code, version));
    create table machine (
      id text primary key, name text not null, division char(12) not null references division, sleeves int not null,
      enrolment_code_hash text, journal_kid text, journal_key jsonb, certificate_serial text,
      is_online boolean not null default false, is_quarantined boolean not null default false,
      head_seq bigint not null default -1, head_h text, roster_seq int not null default -1, seen_at timestamptz);
    create table seal (
      id text primary key, name text not null, kind text not null, body char(18) not null references body,
      state text not null default 'in-use', machine text references machine, sleeve int, filing_number text not null,
      diameter_mm real not null, custodian text not null references person, unique (machine, sleeve));
    create table finger_slot (machine text not null references machine, person text not null references person, slot int not null,
      primary key (machine, person), unique (machine, slot));

    create table session (token_hash text primary key, person text not null references person, expires_at timestamptz not null);
    create table challenge (challenge text primary key, purpose text not null, person text, expires_at timestamptz not null);
    create table passkey (
      kid text primary key, person text not null references person, credential_id text not null unique, public_key jsonb not null,
      label text not null, is_sample boolean not null, sign_count bigint not null default 0, created_at timestamptz not null);
    create table roster_link (seq int primary key, link jsonb not null);
    create table roster_proposal (id text primary key, changes jsonb not null, statement jsonb not null, signatures jsonb not null, why text not null, proposed_at timestamptz not null);
  `.execute(db);
}
