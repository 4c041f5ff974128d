import { type Kysely, sql } from 'kysely';

/** What happens when the page check is unsure, who vouched for which sheet, and what the machine saw of each press. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table matter add column on_doubt text not null default 'stop';
    create table clearing (
      jti text not null references authorisation_issued, photo text not null, page int not null, copy int not null, by text not null,
      at timestamptz not null, primary key (jti, photo));
    alter table impression add column cleared_by text, add column cleared_at timestamptz, add column evidence jsonb;
  `.execute(db);
}
