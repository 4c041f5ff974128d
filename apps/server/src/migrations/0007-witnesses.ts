import { type Kysely, sql } from 'kysely';

/** What witnesses said to checkpoints, and the alarms about them, each raised once whoever of the servers is first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cosignature (
      size bigint not null references checkpoint, witness text not null, line text not null, at timestamptz not null,
      primary key (size, witness));
    create table alarm (name text primary key, at timestamptz not null);
  `.execute(db);
}
