import { type Kysely, sql } from 'kysely';

/** Filed imprints of seals, by the digest of their picture. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table seal add column imprint text;
    create index seal_by_imprint on seal (imprint) where imprint is not null;
  `.execute(db);
}
