import { createHash } from 'node:crypto';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** Texts longer than this come from long lists of values: each is another, and seldom comes twice. */
const LONGEST_PREPARED = 2_000;
const names = new Map<string, string>();

/** A statement's name is its text's digest, so that equal texts share one plan on each connection. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha1').update(text).digest('base64url');
    names.set(text, name);
  }
  return name;
}

/**
 * A pool whose parameterised queries are prepared statements: PostgreSQL parses and plans each text once for a connection, which is
 * about half of its work for our short queries.
 */
export const preparedPool = (pool: pg.Pool): PostgresPool => ({
  options: pool.options,
  end: () => pool.end(),
  async connect() {
    const client = await pool.connect();
    const query = (text: unknown, values?: readonly unknown[]) =>
      typeof text === 'string' && values && values.length > 0 && text.length <= LONGEST_PREPARED
        ? client.query({ name: nameOf(text), text, values: [...values] })
        : client.query(text as string, values as unknown[]);
    return { query, release: () => client.release() } as unknown as PostgresPoolClient;
  },
});
