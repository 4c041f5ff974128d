import { type RawBuilder, sql } from 'kysely';
import { Refused } from '../../ports/refused.ts';
import type { ImportCounts, ImportRows } from '../../ports/town-store.ts';
import { type Executor, json, rows } from './sql.ts';

type Upsert<K extends keyof ImportRows> = (table: ImportRows[K]) => RawBuilder<unknown>;

/** One statement for a whole table. It returns the rows that it wrote and whether each is new; the others said so already. */
const UPSERTS: { readonly [K in Exclude<keyof ImportRows, 'people'>]: Upsert<K> } = {
  divisions: (table) => sql`
    insert into division as t (code, name, level, parent)
    select code, name, level, parent from jsonb_to_recordset(${json(table)}) as r(code text, name text, level text, parent text)
    on conflict (code) do update set name = excluded.name, level = excluded.level, parent = excluded.parent
    where (t.name, t.level, t.parent) is distinct from (excluded.name, excluded.level, excluded.parent) returning xmax = 0 as added`,
  bodies: (table) => sql`
    insert into body as t (id, name, kind, division)
    select id, name, kind, division from jsonb_to_recordset(${json(table)}) as r(id text, name text, kind text, division text)
    on conflict (id) do update set name = excluded.name, kind = excluded.kind, division = excluded.division
    where (t.name, t.kind, t.division) is distinct from (excluded.name, excluded.kind, excluded.division) returning xmax = 0 as added`,
  machines: (table) => sql`
    insert into machine as t (id, name, division, sleeves)
    select id, name, division, sleeves from jsonb_to_recordset(${json(table)}) as r(id text, name text, division text, sleeves int)
    on conflict (id) do update set name = excluded.name, division = excluded.division, sleeves = excluded.sleeves
    where (t.name, t.division, t.sleeves) is distinct from (excluded.name, excluded.division, excluded.sleeves) returning xmax = 0 as added`,
  seals: (table) => sql`
    insert into seal as t (id, name, kind, body, machine, sleeve, filing_number, diameter_mm, custodian)
    select r.id, r.name, r.kind, r.body, r.machine, r.sleeve, r."filingNumber", r."diameterMm", p.id
    from jsonb_to_recordset(${json(table)}) as r(id text, name text, kind text, body text, machine text, sleeve int,
      "filingNumber" text, "diameterMm" real, "custodianAccount" text)
    left join person p on p.account = r."custodianAccount"
    on conflict (id) do update set name = excluded.name, kind = excluded.kind, body = excluded.body, machine = excluded.machine,
      sleeve = excluded.sleeve, filing_number = excluded.filing_number, diameter_mm = excluded.diameter_mm, custodian = excluded.custodian
    where (t.name, t.kind, t.body, t.machine, t.sleeve, t.filing_number, t.diameter_mm, t.custodian)
      is distinct from (excluded.name, excluded.kind, excluded.body, excluded.machine, excluded.sleeve, excluded.filing_number, excluded.diameter_mm, excluded.custodian)
    returning xmax = 0 as added`,
  matters: (table) => sql`
    insert into matter (code, version, name, kind, basis, materials, route, max_copies, max_impressions, deadline_days, on_doubt, office, region)
    select code, version, name, kind, basis, materials, route, "maxCopies", "maxImpressions", "deadlineDays", "onDoubt", office, region
    from jsonb_to_recordset(${json(table)}) as r(code text, version int, name text, kind text, basis text, materials jsonb, route jsonb,
      "maxCopies" int, "maxImpressions" int, "deadlineDays" int, "onDoubt" text, office text, region text)
    on conflict (code, version) do nothing returning true as added`,
};

/** Loads the rows of one table and counts what it did. Contract: `TownStore.load`. */
export async function loadRows<K extends keyof ImportRows>(executor: Executor, kind: K, table: ImportRows[K]): Promise<ImportCounts> {
  try {
    if (kind === 'people') return await loadPeople(executor, table as ImportRows['people']);
    const upsert = UPSERTS[kind as keyof typeof UPSERTS] as unknown as Upsert<K>;
    const written = await rows<{ added: boolean }>(executor, upsert(table));
    const added = written.filter((it) => it.added).length;
    return { added, changed: written.length - added, unchanged: table.length - written.length };
  } catch (cause) {
    throw refusalOf(cause) ?? cause;
  }
}

/** A person's id is random, since the ledger names it for ever. Who is known keeps password and one-time secret; posts and finger slots are only added here, never ended. */
async function loadPeople(executor: Executor, table: ImportRows['people']): Promise<ImportCounts> {
  const written = await rows<{ id: string; added: boolean }>(
    executor,
    sql`
      insert into person as t (id, account, name, password_hash, totp_secret, is_officer)
      select 'p' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 15), account, name, "passwordHash", "totpSecret", "isOfficer"
      from jsonb_to_recordset(${json(table)}) as r(account text, name text, "passwordHash" text, "totpSecret" text, "isOfficer" boolean)
      on conflict (account) do update set name = excluded.name, is_officer = excluded.is_officer
      where (t.name, t.is_officer) is distinct from (excluded.name, excluded.is_officer) returning id, xmax = 0 as added`,
  );
  const posts = table.flatMap(({ account, posts }) => posts.map((held) => ({ account, ...held })));
  const granted = await rows<{ id: string }>(
    executor,
    sql`
      insert into post (person, post, body)
      select p.id, r.post, r.body from jsonb_to_recordset(${json(posts)}) as r(account text, post text, body text) join person p using (account)
      on conflict do nothing returning person as id`,
  );
  const slots = table.flatMap(({ account, slots }) => slots.map((it) => ({ account, ...it })));
  const taught = await rows<{ id: string }>(
    executor,
    sql`
      insert into finger_slot as t (machine, person, slot)
      select r.machine, p.id, r.slot from jsonb_to_recordset(${json(slots)}) as r(account text, machine text, slot int) join person p using (account)
      on conflict (machine, person) do update set slot = excluded.slot where t.slot <> excluded.slot returning person as id`,
  );
  const added = written.filter((it) => it.added).length;
  const touched = new Set([...written, ...granted, ...taught].map(({ id }) => id));
  return { added, changed: touched.size - added, unchanged: table.length - touched.size };
}

/** PostgreSQL's word for a reference that leads nowhere, a value that is missing or taken. */
const BROKEN_ROW: Readonly<Record<string, string>> = {
  '23503': '引用不存在 / refers to nothing',
  '23502': '缺少 / missing',
  '23505': '重复 / already taken',
};

function refusalOf(cause: unknown): Refused | null {
  const { code, column, constraint, detail = '' } = cause as { code?: string; column?: string; constraint?: string; detail?: string };
  const what = BROKEN_ROW[code ?? ''];
  return what === undefined
    ? null
    : new Refused('import/bad-row', { row: '?', column: column ?? constraint ?? '', detail: `${what} ${detail}` });
}
