import pg from 'pg';
import type { Leadership } from '../../ports/ledger-store.ts';

/** Names the sequencer's advisory lock among all locks of a database. */
const SEQUENCER_LOCK = 0x79_7a_6c_67; // 'yzlg'

/** A session-level advisory lock on a connection of its own: PostgreSQL lets go of it when the connection ends. */
export function databaseLeadership(url: string): Leadership {
  let connection: pg.Client | null = null;

  async function connected(): Promise<pg.Client> {
    if (connection) return connection;
    const client = new pg.Client({ connectionString: url, application_name: 'yinzheng-sequencer' });
    client.on('error', () => {
      connection = null; // the lock went with it; `stillLeads` says so
    });
    await client.connect();
    connection = client;
    return client;
  }

  return {
    async tryLead() {
      const { rows } = await (await connected()).query<{ led: boolean }>('select pg_try_advisory_lock($1) as led', [SEQUENCER_LOCK]);
      return rows[0]?.led === true;
    },
    async stillLeads() {
      if (!connection) return false;
      try {
        await connection.query('select 1');
        return connection !== null;
      } catch {
        connection = null;
        return false;
      }
    },
    async resign() {
      const leaving = connection;
      connection = null;
      await leaving?.end();
    },
  };
}
