import { sql } from 'kysely';
import type { NoticeStore, PushTarget, StoredNotice } from '../../ports/notice-store.ts';
import { type Executor, first, rows } from './sql.ts';

const NOTICE = sql`n.id, n.person, n.kind, n.request, n.title, jsonb_build_object('zh', n.zh, 'en', n.en) as text, n.at, n.read_at is not null as "isRead"`;

export function noticeStore(executor: Executor): NoticeStore {
  return {
    async add(notices) {
      if (notices.length === 0) return;
      const values = notices.map(
        (it) => sql`(${it.id}, ${it.person}, ${it.kind}, ${it.request}, ${it.title}, ${it.text.zh}, ${it.text.en}, ${it.at}::timestamptz)`,
      );
      await sql`
        with added as (
          insert into notice (id, person, kind, request, title, zh, en, at) values ${sql.join(values)} on conflict (id) do nothing returning id, person, at)
        insert into outbox (kind, payload, due_at) select 'push', jsonb_build_object('notice', added.id), added.at
        from added where exists (select 1 from push_subscription where person = added.person)`.execute(executor);
    },
    async hasDuePush(now) {
      return (await first(executor, sql`select 1 from outbox where due_at <= ${now} limit 1`)) !== null;
    },
    list: (person, limit) =>
      rows<StoredNotice>(executor, sql`select ${NOTICE} from notice n where n.person = ${person} order by n.at desc, n.id limit ${limit}`),
    async markRead(person, id, at) {
      await sql`update notice set read_at = coalesce(read_at, ${at}) where id = ${id} and person = ${person}`.execute(executor);
    },

    async subscribe(person, { endpoint, keys }) {
      await sql`
        insert into push_subscription (endpoint, person, p256dh, auth) values (${endpoint}, ${person}, ${keys.p256dh}, ${keys.auth})
        on conflict (endpoint) do update set person = excluded.person, p256dh = excluded.p256dh, auth = excluded.auth`.execute(executor);
    },
    targets: (person) =>
      rows<PushTarget>(
        executor,
        sql`select endpoint, jsonb_build_object('p256dh', p256dh, 'auth', auth) as keys from push_subscription where person = ${person}`,
      ),
    async forget(endpoint) {
      await sql`delete from push_subscription where endpoint = ${endpoint}`.execute(executor);
    },

    async takeDuePush(now) {
      const due = await first<{ id: string; attempts: number; notice: string }>(
        executor,
        sql`select id::text as id, attempts, payload ->> 'notice' as notice from outbox
            where due_at <= ${now} order by due_at, id limit 1 for update skip locked`,
      );
      const notice = due && (await first<StoredNotice>(executor, sql`select ${NOTICE} from notice n where n.id = ${due.notice}`));
      return due && notice ? { ...due, notice } : null;
    },
    async pushDone(id) {
      await sql`delete from outbox where id = ${id}::bigint`.execute(executor);
    },
    async pushLater(id, dueAt) {
      await sql`update outbox set attempts = attempts + 1, due_at = ${dueAt} where id = ${id}::bigint`.execute(executor);
    },
  };
}
