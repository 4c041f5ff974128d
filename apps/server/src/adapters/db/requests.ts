import { sql } from 'kysely';
import type {
  Attachments,
  Box,
  RequestRow,
  RequestStore,
  SheetPage,
  StoredAuthorisation,
  StoredDecision,
  StoredImpression,
  StoredRequest,
} from '../../ports/request-store.ts';
import { type Executor, first, json, rows } from './sql.ts';

const REQUEST = sql`r.id, r.state, r.filed, r.content, r.salt, r.approved_by as "approvedBy", r.filed_at as "filedAt", r.updated_at as "updatedAt", r.erased_at as "erasedAt"`;
const PAGE = sql`page, digest, content_digest as "contentDigest", code, width_mm as "widthMm", height_mm as "heightMm", source`;
const DECISION = sql`step, approver, verdict, reason, salt, signed, at`;
const IMPRESSION = sql`n, page, copy, state, photo_before as "photoBefore", photo_after as "photoAfter", at,
  cleared_by as "clearedBy", cleared_at as "clearedAt", evidence`;
const AUTHORISATION = sql`jti, request, machine, sleeve, clerk, max, expires_at as "expiresAt", state`;

const LISTED = sql`
  select ${REQUEST}, m.name as "matterName", s.name as "sealName", b.name as "bodyName", p.name as "clerkName"
  from request r join seal s on s.id = r.seal join body b on b.id = r.body join person p on p.id = r.clerk
    left join matter m on m.code = r.filed -> 'matter' ->> 'code' and m.version = (r.filed -> 'matter' ->> 'version')::int`;

function within(box: Box) {
  switch (box.kind) {
    case 'mine':
      return sql`r.clerk = ${box.clerk}`;
    case 'to-stamp':
      return sql`r.clerk = ${box.clerk} and r.state in ('approved', 'authorised', 'using')`;
    case 'to-decide':
      return sql`r.state = 'filed' and r.body = any(${[...box.bodies]}) and r.clerk <> ${box.approver} and not r.approved_by ? ${box.approver}`;
    case 'all':
      return box.bodies === 'every' ? sql`r.state <> 'draft'` : sql`r.state <> 'draft' and r.body = any(${[...box.bodies]})`;
  }
}

export function requestStore(executor: Executor): RequestStore {
  return {
    async addDraft({ request, pages, set, idempotencyKey, wishDigest }, at) {
      const added = await rows(
        executor,
        sql`
        insert into request (id, state, filed, content, salt, body, seal, clerk, idempotency_key, wish_digest, updated_at)
        values (${request.id}, ${request.state}, ${json(request.filed)}, ${json(request.content)}, ${request.salt}, ${request.filed.body},
          ${request.filed.seal}, ${request.filed.clerk}, ${idempotencyKey}, ${wishDigest}, ${at})
        on conflict (clerk, idempotency_key) do nothing returning id`,
      );
      if (added.length === 0) return false;
      const values = pages.map(
        (it) =>
          sql`(${request.id}, ${it.page}::int, ${it.digest}, ${it.contentDigest}, ${it.code}, ${it.widthMm}::real, ${it.heightMm}::real, ${it.source})`,
      );
      await sql`insert into request_page (request, page, digest, content_digest, code, width_mm, height_mm, source) values ${sql.join(values)}`.execute(
        executor,
      );
      await sql`insert into request_set (request, digest) values (${request.id}, ${set})`.execute(executor);
      return true;
    },
    byIdempotencyKey: (clerk, key) =>
      first(executor, sql`select id, wish_digest as "wishDigest", salt from request where clerk = ${clerk} and idempotency_key = ${key}`),
    load: (id) => first<StoredRequest>(executor, sql`select ${REQUEST} from request r where r.id = ${id}`),
    async byRecordNumber(tail) {
      const found = await rows<StoredRequest>(executor, sql`select ${REQUEST} from request r where right(r.id, 8) = ${tail} limit 2`);
      return found.length === 1 ? (found[0] ?? null) : null;
    },
    lock: (id) => first<StoredRequest>(executor, sql`select ${REQUEST} from request r where r.id = ${id} for update`),
    async save({ id, state, filed, approvedBy }, at) {
      await sql`
        update request set state = ${state}, filed = ${json(filed)}, approved_by = ${json(approvedBy)}, updated_at = ${at},
          filed_at = case when ${state} = 'filed' then coalesce(filed_at, ${at}) else filed_at end
        where id = ${id}`.execute(executor);
    },
    pages: (id) => rows<SheetPage>(executor, sql`select ${PAGE} from request_page where request = ${id} order by page`),
    async attachments(id) {
      const found = await first<Attachments>(
        executor,
        sql`
          with a as (select ${AUTHORISATION} from authorisation_issued where request = ${id} order by expires_at desc limit 1)
          select
            (select coalesce(jsonb_agg(to_jsonb(p) order by p.page), '[]') from (select ${PAGE} from request_page where request = ${id}) p) as pages,
            (select coalesce(jsonb_agg(to_jsonb(d) order by d.step), '[]')
              from (select ${DECISION} from decision where request = ${id}) d) as decisions,
            (select to_jsonb(a) from a) as authorisation,
            (select coalesce(jsonb_agg(to_jsonb(i) order by i.n), '[]')
              from (select ${IMPRESSION} from impression where jti = (select jti from a)) i) as impressions,
            (select coalesce(jsonb_object_agg(n.id, n.name), '{}') from person n
              where n.id in (select r.filed ->> 'clerk' from request r where r.id = ${id}
                union all select r.filed ->> 'custodian' from request r where r.id = ${id}
                union all select approver from decision where request = ${id} union all select asked_by from erasure where request = ${id})) as names`,
      );
      if (!found) throw new Error('one row was asked for');
      const { pages, decisions, authorisation, impressions, names } = found;
      return {
        pages,
        decisions: decisions.map((it) => ({ ...it, at: new Date(it.at) })),
        authorisation: authorisation && { ...authorisation, expiresAt: new Date(authorisation.expiresAt) },
        impressions: impressions.map((it) => ({ ...it, at: new Date(it.at), clearedAt: it.clearedAt && new Date(it.clearedAt) })),
        names,
      };
    },
    async sheetSet(id) {
      return (await first<{ digest: string }>(executor, sql`select digest from request_set where request = ${id}`))?.digest ?? null;
    },
    async isFileFor(machine, digest) {
      const found = await first(
        executor,
        sql`select 1 from seal where imprint = ${digest} and machine = ${machine} union all select 1 from request_page p join authorisation_issued a on a.request = p.request
            where p.digest = ${digest} and a.machine = ${machine} and a.state in ('issued', 'received', 'using') limit 1`,
      );
      return found !== null;
    },
    list: (box, limit) => rows<RequestRow>(executor, sql`${LISTED} where ${within(box)} order by r.updated_at desc limit ${limit}`),
    ofApplicant: (applicant, clerk, limit) =>
      rows<RequestRow>(
        executor,
        sql`${LISTED} where r.content ->> 'applicant' = ${applicant} and r.content is not null and r.filed_at is not null
              and (${clerk}::text is null or r.clerk = ${clerk}) order by r.updated_at desc limit ${limit}`,
      ),

    async keepDecisionDraft(it) {
      await sql`
        with stale as (delete from decision_draft where person = ${it.person} and expires_at < now() - interval '1 hour')
        insert into decision_draft (digest, request, person, reason, salt, expires_at)
        values (${it.digest}, ${it.request}, ${it.person}, ${it.reason}, ${it.salt}, ${it.expiresAt})`.execute(executor);
    },
    decisionDraft: (digest, person) =>
      first(executor, sql`select reason, salt from decision_draft where digest = ${digest} and person = ${person}`),
    async addDecision(request, it) {
      await sql`
        with signed_drafts as (delete from decision_draft where request = ${request})
        insert into decision (request, step, approver, verdict, reason, salt, signed, at)
        values (${request}, ${it.step}, ${it.approver}, ${it.verdict}, ${it.reason}, ${it.salt}, ${json(it.signed)}, ${it.at})`.execute(
        executor,
      );
    },
    decisions: (request) => rows<StoredDecision>(executor, sql`select ${DECISION} from decision where request = ${request} order by step`),

    async addAuthorisation(it) {
      await sql`
        insert into authorisation_issued (jti, request, machine, sleeve, clerk, max, expires_at, state)
        values (${it.jti}, ${it.request}, ${it.machine}, ${it.sleeve}, ${it.clerk}, ${it.max}, ${it.expiresAt}, ${it.state})`.execute(
        executor,
      );
    },
    lockAuthorisation: (jti, machine) =>
      first<StoredAuthorisation>(
        executor,
        sql`select ${AUTHORISATION} from authorisation_issued where jti = ${jti} and machine = ${machine} for update`,
      ),
    authorisationOf: (request) =>
      first<StoredAuthorisation>(
        executor,
        sql`select ${AUTHORISATION} from authorisation_issued where request = ${request} order by expires_at desc limit 1`,
      ),
    async setAuthorisationState(jti, state) {
      await sql`update authorisation_issued set state = ${state} where jti = ${jti}`.execute(executor);
    },
    overdueAuthorisations: (now, limit) =>
      rows(
        executor,
        sql`select jti, request, machine from authorisation_issued
            where expires_at <= ${now} and state in ('issued', 'received', 'rejected', 'using') order by expires_at limit ${limit}`,
      ),
    async addClearing(jti, it) {
      await sql`
        insert into clearing (jti, photo, page, copy, by, at) values (${jti}, ${it.photo}, ${it.page}, ${it.copy}, ${it.by}, ${it.at})
        on conflict do nothing`.execute(executor);
    },
    async reserveImpression(jti, it) {
      await sql`
        with sheet as (select ${it.page}::int as page, ${it.copy}::int as copy, ${it.photoBefore}::text as photo)
        insert into impression (jti, n, page, copy, state, photo_before, at, cleared_by, cleared_at)
        select ${jti}, ${it.n}, s.page, s.copy, 'reserved', s.photo, ${it.at}::timestamptz,
          coalesce(c.by, p.cleared_by), coalesce(c.at, p.cleared_at)
        from sheet s
          left join clearing c on c.jti = ${jti} and (c.photo, c.page, c.copy) = (s.photo, s.page, s.copy)
          left join impression p on p.jti = ${jti} and (p.photo_after, p.page, p.copy) = (s.photo, s.page, s.copy)
        limit 1 on conflict (jti, n) do nothing`.execute(executor);
    },
    async settleImpression(jti, it) {
      await sql`
        update impression set state = ${it.state}, at = ${it.at}, photo_after = ${it.photoAfter},
          evidence = ${it.evidence && json(it.evidence)}
        where jti = ${jti} and n = ${it.n} and state = 'reserved'`.execute(executor);
    },
    impressions: (jti) => rows<StoredImpression>(executor, sql`select ${IMPRESSION} from impression where jti = ${jti} order by n`),
    async addPhotos(request, digests) {
      await sql`
        insert into request_photo (request, digest) select ${request}, digest from unnest(${[...new Set(digests)]}::text[]) as digest
        on conflict do nothing`.execute(executor);
    },
    async awaitingMachine(machine) {
      const found = await rows<{ id: string }>(
        executor,
        sql`select r.id from request r join seal s on s.id = r.seal where r.state = 'approved' and s.machine = ${machine} order by r.updated_at`,
      );
      return found.map(({ id }) => id);
    },
  };
}
