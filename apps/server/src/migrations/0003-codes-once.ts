import { type Kysely, sql } from 'kysely';

/** The time step of the one-time code that each person last signed in with, so that a code counts once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table person add column totp_step bigint`.execute(db);
}
