import type { Matter } from '@yinzheng/domain';
import { type RawBuilder, sql } from 'kysely';
import { Refused } from '../../ports/refused.ts';
import type { Body, Division, ImportCounts, ImportRows, Seal, TownStore } from '../../ports/town-store.ts';
import { type Executor, first, json, rows } from './sql.ts';

const SEAL = sql`s.id, s.name, s.kind, s.body, b.name as "bodyName", b.division, s.state, s.custodian,
  case when m.id is null then null else jsonb_build_object('id', m.id, 'name', m.name, 'sleeve', s.sleeve, 'isOnline', m.is_online) end as machine`;
const SEALS = sql`seal s join body b on b.id = s.body left join machine m on m.id = s.machine`;
const MATTER = sql`code, version, name, kind, basis, materials, route, max_copies as "maxCopies", max_impressions as "maxImpressions",
  deadline_days as "deadlineDays", office, region`;

export function townStore(executor: Executor): TownStore {
  return {
    division: (code) => first<Division>(executor, sql`select code, name, level, parent from division where code = ${code}`),
    body: (id) => first<Body>(executor, sql`select id, name, kind, division from body where id = ${id}`),
    seal: (id) => first<Seal>(executor, sql`select ${SEAL} from ${SEALS} where s.id = ${id}`),
    sealsOf: (bodies) => rows<Seal>(executor, sql`select ${SEAL} from ${SEALS} where s.body = any(${[...bodies]}) order by s.id`),
    sealsIn: (machine) => rows(executor, sql`select sleeve, id as seal, name from seal where machine = ${machine} order by sleeve`),
    matters: () => rows<Matter>(executor, sql`select distinct on (code) ${MATTER} from matter order by code, version desc`),
    matter: (code, version) =>
      first<Matter>(
        executor,
        version === undefined
          ? sql`select ${MATTER} from matter where code = ${code} order by version desc limit 1`
          : sql`select ${MATTER} from matter where code = ${code} and version = ${version}`,
      ),
    load: async (kind, table) => {
      let counts: ImportCounts = { added: 0, changed: 0, unchanged: 0 };
      for (const [position, row] of table.entries()) {
        const outcome = await loadRow(executor, kind, row, position + 2);
        counts = { ...counts, [outcome]: counts[outcome] + 1 };
      }
      return counts;
    },
  };
}

type Row<K extends keyof ImportRows> = ImportRows[K][number];
type Loader<K extends keyof ImportRows> = (executor: Executor, row: Row<K>) => Promise<keyof ImportCounts>;

/** An upsert that tells what it did: nothing returned means that the row already said so. */
async function upsert(executor: Executor, query: RawBuilder<unknown>): Promise<keyof ImportCounts> {
  const [written] = await rows<{ added: boolean }>(executor, query);
  if (!written) return 'unchanged';
  return written.added ? 'added' : 'changed';
}

const LOADERS: { readonly [K in keyof ImportRows]: Loader<K> } = {
  divisions: (executor, it) =>
    upsert(
      executor,
      sql`insert into division as t (code, name, level, parent) values (${it.code}, ${it.name}, ${it.level}, ${it.parent})
          on conflict (code) do update set name = excluded.name, level = excluded.level, parent = excluded.parent
          where (t.name, t.level, t.parent) is distinct from (excluded.name, excluded.level, excluded.parent) returning xmax = 0 as added`,
    ),
  bodies: (executor, it) =>
    upsert(
      executor,
      sql`insert into body as t (id, name, kind, division) values (${it.id}, ${it.name}, ${it.kind}, ${it.division})
          on conflict (id) do update set name = excluded.name, kind = excluded.kind, division = excluded.division
          where (t.name, t.kind, t.division) is distinct from (excluded.name, excluded.kind, excluded.division) returning xmax = 0 as added`,
    ),
  machines: (executor, it) =>
    upsert(
      executor,
      sql`insert into machine as t (id, name, division, sleeves) values (${it.id}, ${it.name}, ${it.division}, ${it.sleeves})
          on conflict (id) do update set name = excluded.name, division = excluded.division, sleeves = excluded.sleeves
          where (t.name, t.division, t.sleeves) is distinct from (excluded.name, excluded.division, excluded.sleeves) returning xmax = 0 as added`,
    ),
  seals: (executor, it) =>
    upsert(
      executor,
      sql`insert into seal as t (id, name, kind, body, machine, sleeve, filing_number, diameter_mm, custodian)
          values (${it.id}, ${it.name}, ${it.kind}, ${it.body}, ${it.machine}, ${it.sleeve}, ${it.filingNumber}, ${it.diameterMm},
            (select id from person where account = ${it.custodianAccount}))
          on conflict (id) do update set name = excluded.name, kind = excluded.kind, body = excluded.body, machine = excluded.machine,
            sleeve = excluded.sleeve, filing_number = excluded.filing_number, diameter_mm = excluded.diameter_mm, custodian = excluded.custodian
          where (t.name, t.kind, t.body, t.machine, t.sleeve, t.filing_number, t.diameter_mm, t.custodian)
            is distinct from (excluded.name, excluded.kind, excluded.body, excluded.machine, excluded.sleeve, excluded.filing_number, excluded.diameter_mm, excluded.custodian)
          returning xmax = 0 as added`,
    ),
  matters: (executor, it) =>
    upsert(
      executor,
      sql`insert into matter as t (code, version, name, kind, basis, materials, route, max_copies, max_impressions, deadline_days, office, region)
          values (${it.code}, ${it.version}, ${it.name}, ${it.kind}, ${it.basis}, ${json(it.materials)}, ${json(it.route)}, ${it.maxCopies},
            ${it.maxImpressions}, ${it.deadlineDays}, ${it.office}, ${it.region})
          on conflict (code, version) do nothing returning xmax = 0 as added`,
    ),
  people: loadPerson,
};

/** A person's id is random, since the ledger names it for ever. A person who is known keeps password and one-time secret; posts and finger slots are only added here, never ended. */
async function loadPerson(executor: Executor, it: Row<'people'>): Promise<keyof ImportCounts> {
  const outcome = await upsert(
    executor,
    sql`insert into person as t (id, account, name, password_hash, totp_secret, is_officer)
        values ('p' || substr(md5(gen_random_uuid()::text), 1, 15), ${it.account}, ${it.name}, ${it.passwordHash}, ${it.totpSecret}, ${it.isOfficer})
        on conflict (account) do update set name = excluded.name, is_officer = excluded.is_officer
        where (t.name, t.is_officer) is distinct from (excluded.name, excluded.is_officer) returning xmax = 0 as added`,
  );
  const person = sql`(select id from person where account = ${it.account})`;
  let hasNewPost = false;
  for (const { post, body } of it.posts) {
    const added = await rows(
      executor,
      sql`insert into post (person, post, body) values (${person}, ${post}, ${body}) on conflict do nothing returning post`,
    );
    hasNewPost ||= added.length > 0;
  }
  for (const { machine, slot } of it.slots) {
    await sql`insert into finger_slot (machine, person, slot) values (${machine}, ${person}, ${slot})
      on conflict (machine, person) do update set slot = excluded.slot`.execute(executor);
  }
  return outcome === 'unchanged' && hasNewPost ? 'changed' : outcome;
}

/** PostgreSQL's word for a reference that leads nowhere, a value that is missing or taken. */
const BROKEN_ROW: Readonly<Record<string, string>> = {
  '23503': '引用不存在 / refers to nothing',
  '23502': '缺少 / missing',
  '23505': '重复 / already taken',
};

async function loadRow<K extends keyof ImportRows>(executor: Executor, kind: K, row: Row<K>, line: number): Promise<keyof ImportCounts> {
  try {
    return await (LOADERS[kind] as Loader<K>)(executor, row);
  } catch (cause) {
    const { code, column, constraint } = cause as { code?: string; column?: string; constraint?: string };
    const detail = BROKEN_ROW[code ?? ''];
    if (detail === undefined) throw cause;
    throw new Refused('import/bad-row', { row: line, column: column ?? constraint ?? '', detail });
  }
}
