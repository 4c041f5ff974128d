import pg from 'pg';
import type { Fence, Leadership } from '../../ports/ledger-store.ts';

/** Names the sequencer's advisory lock among all locks of a database. */
const SEQUENCER_LOCK = 0x79_7a_6c_67; // 'yzlg'

const LOCK_NOT_AVAILABLE = '55P03';
const TRIES = 5;

/** A leader whose session has said nothing for so long is stopped, hangs, or is cut off: its session is ended. It sends a sign of life more often. */
const STALE_MS = 10_000;

/**
 * A session-level advisory lock on a connection of its own says who leads: PostgreSQL lets go of it when the connection ends. The fence in
 * `ledger_head` makes it safe: it is raised with each take-over, in a transaction that waits for the old leader's.
 */
export function databaseLeadership(url: string, { staleMs = STALE_MS }: { readonly staleMs?: number } = {}): Leadership {
  let connection: pg.Client | null = null;
  let held: Fence | null = null;
  let signs: NodeJS.Timeout | undefined;

  function forget(client: pg.Client): void {
    if (connection !== client) return;
    clearInterval(signs);
    connection = null;
    held = null;
  }

  async function connected(): Promise<pg.Client> {
    if (connection) return connection;
    const client = new pg.Client({ connectionString: url, application_name: 'yinzheng-sequencer', keepAlive: true });
    client.on('error', () => forget(client)); // the lock went with it
    client.on('end', () => forget(client));
    await client.connect();
    await client.query("set lock_timeout = '1s'");
    connection = client;
    return client;
  }

  return {
    async lead() {
      if (held !== null) return held;
      const client = await connected();
      const { rows } = await client.query<{ led: boolean }>('select pg_try_advisory_lock($1) as led', [SEQUENCER_LOCK]);
      if (rows[0]?.led !== true) {
        await endSilentLeader(client, staleMs);
        return null;
      }
      const fence = await raiseFence(client);
      if (connection !== client) return null;
      held = fence;
      signs = setInterval(() => void client.query('select 1').catch(() => forget(client)), staleMs / 4).unref();
      return fence;
    },
    async resign() {
      const leaving = connection;
      if (leaving) forget(leaving);
      await leaving?.end();
    },
  };
}

async function endSilentLeader(client: pg.Client, staleMs: number): Promise<void> {
  await client.query(
    `select pg_terminate_backend(a.pid) from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.classid = 0 and l.objid = $1
       and l.database = (select oid from pg_database where datname = current_database())
       and a.state_change < clock_timestamp() - $2 * interval '1 millisecond'`,
    [SEQUENCER_LOCK, staleMs],
  );
}

/** The old leader's transaction may still hold the row, with nobody at its other end. We have the lock, so it is not wanted any more. */
async function raiseFence(client: pg.Client): Promise<Fence> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rows } = await client.query<{ fence: string }>('update ledger_head set fence = fence + 1 returning fence');
      return Number(rows[0]?.fence);
    } catch (cause) {
      if (attempt === TRIES || (cause as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw cause;
      await client.query(
        `select pg_terminate_backend(pid) from pg_locks
         where relation = 'ledger_head'::regclass and mode in ('RowShareLock', 'RowExclusiveLock') and pid <> pg_backend_pid()`,
      );
    }
  }
}
