import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../../../test/kit/database.ts';
import { numberedAct, numberOfAct } from '../../../../../test/kit/numbered-acts.ts';
import { type Leadership, type StoredCheckpoint, Superseded } from '../../ports/ledger-store.ts';
import { databaseLeadership } from './leadership.ts';

let db: TestDatabase;
const leaders: Leadership[] = [];
const newLeader = (options?: { staleMs: number }) => {
  const leader = databaseLeadership(db.url, options);
  leaders.push(leader);
  return leader;
};
beforeAll(async () => {
  db = await cloneDatabase();
});
afterEach(() => Promise.all(leaders.splice(0).map((it) => it.resign())));
afterAll(() => db.drop());

const append = (...numbers: number[]) => db.database.transact(({ ledger }) => ledger.append(numbers.map(numberedAct)));
const requestOf = (n: number) => numberedAct(n).refs.request ?? '';
const place = (fence: number, limit = 100) => db.database.transact(({ ledger }) => ledger.place(fence, limit));
const checkpoint = (size: number): StoredCheckpoint => ({ size, root: '00', note: `n${size}`, at: new Date() });
const save = (fence: number, size: number) => db.database.transact(({ ledger }) => ledger.saveCheckpoint(fence, checkpoint(size)));

describe('the ledger of a database', () => {
  it('gives places without gaps, in the order of the acts, once, under the newest fence only', async () => {
    const { ledger } = db.database;
    const old = Number(await newLeader().lead());
    await append(1, 2, 3);
    await append(4);
    expect((await ledger.about(requestOf(2))).isWaiting).toBe(true);
    expect((await place(old, 2)).map(({ index }) => index)).toEqual([0, 1]);
    expect(await ledger.about(requestOf(2))).toMatchObject({ entries: [{ index: 1 }], isWaiting: false });

    await leaders[0]?.resign();
    const next = Number(await newLeader().lead());
    expect(next).toBeGreaterThan(old);
    await expect(place(old)).rejects.toBeInstanceOf(Superseded);
    await expect(save(old, 2)).rejects.toBeInstanceOf(Superseded);
    expect(await ledger.placed()).toBe(2);
    expect((await place(next)).map(({ index }) => index)).toEqual([2, 3]);
    expect(await place(next)).toEqual([]);
    expect(await ledger.isWaiting()).toBe(false);
    expect((await ledger.range(0, 9)).map(({ index, body }) => [index, numberOfAct(body)])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
  });

  it('saves no checkpoint that goes back, or covers what has no place', async () => {
    const fence = Number(await newLeader().lead());
    await save(fence, 2);
    await expect(save(fence, 2)).rejects.toThrow('newest');
    await expect(save(fence, 99)).rejects.toThrow('no place');
    await save(fence, 4);
    expect(await db.database.ledger.newestCheckpoint()).toMatchObject({ size: 4, note: 'n4' });
  });

  it('lets no row of the log be changed or removed', async () => {
    const client = new pg.Client({ connectionString: db.url });
    await client.connect();
    for (const sql of ["update ledger_entry set kind = 'x'", 'delete from ledger_entry where index = 3', 'truncate ledger_entry'])
      await expect(client.query(sql)).rejects.toThrow('only grows');
    await client.end();
  });
});

describe('the lead', () => {
  it('is one server’s at a time, and goes over when its connection ends', async () => {
    const [one, other] = [newLeader(), newLeader()];
    const first = Number(await one.lead());
    expect(await one.lead()).toBe(first);
    expect(await other.lead()).toBeNull();
    await one.resign();
    expect(await other.lead()).toBe(first + 1);
    expect(await one.lead()).toBeNull();
  });

  it('goes over when its server falls silent with the head in its hands; what that one still tries is refused', async () => {
    // A leader that is stopped: its sessions stay, nothing comes from them any more.
    const stopped = new pg.Client({ connectionString: db.url });
    const writing = new pg.Client({ connectionString: db.url });
    for (const client of [stopped, writing]) {
      client.on('error', () => {});
      await client.connect();
    }
    await stopped.query('select pg_try_advisory_lock($1)', [0x79_7a_6c_67]);
    const { fence } = (await stopped.query('update ledger_head set fence = fence + 1 returning fence')).rows[0];
    await writing.query('begin');
    await writing.query('select size from ledger_head for update');
    await append(5);

    const heir = newLeader({ staleMs: 200 });
    expect(await heir.lead()).toBeNull();
    await expect.poll(() => heir.lead(), { timeout: 20_000, interval: 100 }).toBe(Number(fence) + 1);
    await expect(writing.query('commit')).rejects.toThrow();
    await expect(place(Number(fence))).rejects.toBeInstanceOf(Superseded);
    expect(await place(Number(fence) + 1)).toHaveLength(1);
  });

  it('stays with a server that is only busy', async () => {
    const [busy, other] = [newLeader({ staleMs: 1_500 }), newLeader({ staleMs: 1_500 })];
    const fence = await busy.lead();
    const until = performance.now() + 2_500;
    while (performance.now() < until) {
      expect(await other.lead()).toBeNull();
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    expect(await busy.lead()).toBe(fence);
  });
});
