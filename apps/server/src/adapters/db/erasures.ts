import type { SignedDecision } from '@yinzheng/ledger';
import { sql } from 'kysely';
import type { ErasureStore, LastActs, StoredErasure } from '../../ports/erasure-store.ts';
import { type Executor, first, rows } from './sql.ts';

const ERASURE = sql`id, request, person, ground, asked_by as "askedBy", asked_at as "askedAt", verdict, answered_by as "by",
  answered_at as "at", early_reason as reason, early_salt as salt`;

interface Row extends Omit<StoredErasure, 'of' | 'answer'> {
  readonly request: string | null;
  readonly person: string | null;
  readonly verdict: 'confirmed' | 'refused' | null;
  readonly by: string | null;
  readonly at: Date | null;
  readonly reason: string | null;
  readonly salt: string | null;
}

function toErasure({ request, person, verdict, by, at, reason, salt, ...rest }: Row): StoredErasure {
  const early = reason !== null && salt !== null ? { reason, salt } : null;
  return {
    ...rest,
    of: request !== null ? { kind: 'request', request } : { kind: 'person', person: person ?? '' },
    answer: verdict && by && at ? { verdict, by, at, early } : null,
  };
}

export function erasureStore(executor: Executor): ErasureStore {
  const one = async (query: ReturnType<typeof sql>): Promise<StoredErasure | null> => {
    const row = await first<Row>(executor, query);
    return row && toErasure(row);
  };
  return {
    async ask({ id, of, ground, askedBy, askedAt }) {
      const [request, person] = of.kind === 'request' ? [of.request, null] : [null, of.person];
      const asked = await rows(
        executor,
        sql`
          insert into erasure (id, request, person, ground, asked_by, asked_at)
          values (${id}, ${request}, ${person}, ${ground}, ${askedBy}, ${askedAt}) on conflict do nothing returning id`,
      );
      return asked.length === 1;
    },
    load: (id) => one(sql`select ${ERASURE} from erasure where id = ${id}`),
    lock: (id) => one(sql`select ${ERASURE} from erasure where id = ${id} for update`),
    async answer(id, { verdict, by, at, early }) {
      await sql`
        update erasure set verdict = ${verdict}, answered_by = ${by}, answered_at = ${at},
          early_reason = ${early?.reason ?? null}, early_salt = ${early?.salt ?? null} where id = ${id}`.execute(executor);
    },
    async waiting(limit) {
      const found = await rows<Row>(
        executor,
        sql`select ${ERASURE} from erasure where verdict is null order by asked_at, id limit ${limit}`,
      );
      return found.map(toErasure);
    },
    newestOf: (request) => one(sql`select ${ERASURE} from erasure where request = ${request} order by asked_at desc limit 1`),

    async forgetRequest(id, at) {
      const held = await first<{
        content: string;
        waiver: string | null;
        signed: SignedDecision[];
        pages: string[];
        photos: string[];
        set: string | null;
      }>(
        executor,
        sql`
          select r.filed ->> 'content' as content, r.filed -> 'waiver' ->> 'reason' as waiver,
            (select coalesce(jsonb_agg(signed order by step), '[]') from decision where request = r.id) as signed,
            (select coalesce(jsonb_agg(digest order by page), '[]') from request_page where request = r.id) as pages,
            (select coalesce(jsonb_agg(digest order by digest), '[]') from request_photo where request = r.id) as photos,
            (select digest from request_set where request = r.id) as set
          from request r where r.id = ${id}`,
      );
      if (!held) throw new Error(`there is no request ${id} to forget`);
      const authorisations = sql`select jti from authorisation_issued where request = ${id}`;
      for (const statement of [
        sql`update request set content = null, salt = null, idempotency_key = null, wish_digest = null, erased_at = ${at} where id = ${id}`,
        sql`update request_page set code = null, content_digest = null, source = null where request = ${id}`,
        sql`delete from request_set where request = ${id}`,
        sql`update decision set reason = null, salt = null where request = ${id}`,
        sql`delete from decision_draft where request = ${id}`,
        sql`update notice set title = '' where request = ${id}`,
        // It carries title and salt, inside the signed authorisation.
        sql`delete from command where jti in (${authorisations})`,
      ])
        await statement.execute(executor);
      const { content, waiver, signed, pages, photos, set } = held;
      const files = [...new Set([...pages, ...photos])];
      return {
        commitments: [...new Set([content, ...(waiver ? [waiver] : []), ...signed.map(({ statement }) => statement.reason)])],
        files,
        stored: [...files, ...(set ? [set] : [])],
      };
    },

    async lastActs(person) {
      const found = await first<LastActs>(
        executor,
        sql`
          with own as (select r.state, r.updated_at from request r where r.clerk = ${person} or r.filed ->> 'custodian' = ${person}
            or exists (select 1 from decision d where d.request = r.id and d.approver = ${person}))
          select max(updated_at) filter (where state = 'completed') as used, max(updated_at) filter (where state <> 'completed') as unused,
            coalesce(bool_or(state in ('filed', 'approved', 'authorised', 'using')), false) as "isUnderWay",
            exists (select 1 from seal where custodian = ${person}) as "isCustodian" from own`,
      );
      if (!found) throw new Error('one row was asked for');
      return found;
    },
    async forgetPerson(person, at, nameUntil) {
      for (const statement of [
        sql`
          update person set account = 'erased-' || id, password_hash = '', totp_secret = '', totp_step = null, is_officer = false,
            name = case when ${nameUntil}::timestamptz is null then '' else name end, name_until = ${nameUntil}, erased_at = ${at}
          where id = ${person}`,
        ...['session', 'challenge', 'passkey', 'push_subscription', 'notice', 'decision_draft', 'finger_slot', 'post'].map(
          (table) => sql`delete from ${sql.table(table)} where person = ${person}`,
        ),
        // A change that was proposed and never signed names the person in words.
        sql`delete from roster_proposal where jsonb_path_exists(changes, '$.**.person ? (@ == $p)', jsonb_build_object('p', ${person}::text))`,
      ])
        await statement.execute(executor);
    },

    async dropDrafts(before, limit) {
      const dropped = await rows<{ files: string[] }>(
        executor,
        sql`
          with old as (select id from request where filed_at is null and state in ('draft', 'withdrawn') and updated_at < ${before}
              order by updated_at limit ${limit} for update skip locked),
            files as (select digest from request_page where request in (select id from old)
              union select digest from request_set where request in (select id from old)),
            gone as (delete from request where id in (select id from old))
          select coalesce(jsonb_agg(digest), '[]') as files from files`,
      );
      return dropped[0]?.files ?? [];
    },
    async dropNotices(before) {
      await sql`delete from notice where at < ${before}`.execute(executor);
      await sql`delete from command where state <> 'queued' and created_at < ${before}`.execute(executor);
    },
    async dropSpent(now) {
      await sql`delete from session where expires_at < ${now}`.execute(executor);
      for (const table of ['challenge', 'decision_draft'])
        await sql`delete from ${sql.table(table)} where expires_at < ${now}::timestamptz - interval '1 hour'`.execute(executor);
      await sql`update person set name = '', name_until = null where name_until <= ${now}`.execute(executor);
    },
  };
}
