import { type Kysely, type RawBuilder, sql } from 'kysely';

/** A pool or a transaction. Queries are plain SQL: the schema's types are the stores' rows. */
export type Executor = Kysely<Record<never, never>>;

export const json = (value: unknown): RawBuilder<unknown> => sql`${JSON.stringify(value)}::jsonb`;

export async function rows<Row>(executor: Executor, query: RawBuilder<unknown>): Promise<readonly Row[]> {
  return ((await query.execute(executor)) as { rows: Row[] }).rows;
}

export async function first<Row>(executor: Executor, query: RawBuilder<unknown>): Promise<Row | null> {
  return (await rows<Row>(executor, query))[0] ?? null;
}
