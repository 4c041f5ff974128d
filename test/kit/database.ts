import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../apps/server/src/adapters/db/database.ts';

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  /** Closes and drops it. */
  drop(): Promise<void>;
}

/** A database of one's own on the run's PostgreSQL, with the whole schema: without any row, or with the sample town imported and founded. */
export async function cloneDatabase(template: 'empty' | 'sample_town' = 'empty'): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} template ${template}`);
  const url = urlOf(name);
  const database = openDatabase(url, { maxConnections: 8 });
  return {
    url,
    database,
    async drop() {
      await database.stop();
      await administer(`drop database ${name} with (force)`);
    },
  };
}

function urlOf(database: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  return url.href;
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  // Two clones of one template at once get in each other's way.
  await client.query('select pg_advisory_lock(1)');
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
