import { sql } from 'kysely';
import type { FileStore } from '../../ports/file-store.ts';
import { type Executor, first } from './sql.ts';

export const fileStore = (executor: Executor): FileStore => ({
  async keep(digests, now, trialUntil) {
    // In one order, so that two who keep the same files wait for one another instead of dying.
    const all = [...new Set(digests)].sort();
    await sql`
      insert into kept_file (digest, kept_at, drop_at) select digest, ${now}, ${trialUntil} from unnest(${all}::text[]) as digest
      on conflict (digest) do update set kept_at = excluded.kept_at, drop_at = excluded.drop_at, attempts = 0`.execute(executor);
  },
  async release(digests, now) {
    await sql`
      update kept_file set drop_at = greatest(${now}::timestamptz, kept_at + interval '1 hour'), attempts = 0
      where digest in (select digest from kept_file where digest = any(${[...digests]}) order by digest for update)`.execute(executor);
  },
  hasDue: async (now) => (await first(executor, sql`select 1 from kept_file where drop_at <= ${now} limit 1`)) !== null,
  takeDue: (now) =>
    first(executor, sql`select digest, attempts from kept_file where drop_at <= ${now} order by drop_at limit 1 for update skip locked`),
  async isNeeded(digest) {
    const found = await first(
      executor,
      sql`
        select 1 where exists (select 1 from request_set where digest = ${digest})
          or exists (select 1 from request_page p join request r on r.id = p.request where p.digest = ${digest} and r.erased_at is null)
          or exists (select 1 from request_photo p join request r on r.id = p.request where p.digest = ${digest} and r.erased_at is null)
          or exists (select 1 from seal where imprint = ${digest})`,
    );
    return found !== null;
  },
  async settle(digest) {
    await sql`update kept_file set drop_at = null where digest = ${digest}`.execute(executor);
  },
  async forget(digest) {
    await sql`delete from kept_file where digest = ${digest}`.execute(executor);
  },
  async later(digest, dropAt) {
    await sql`update kept_file set attempts = attempts + 1, drop_at = ${dropAt} where digest = ${digest} and drop_at is not null`.execute(
      executor,
    );
  },
});
