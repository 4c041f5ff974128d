import type { Matter } from '@yinzheng/domain';
import { sql } from 'kysely';
import type { FiledSeal } from '../../ports/sheet-checks.ts';
import type { Body, Division, MachinePlaces, Seal, TownStore } from '../../ports/town-store.ts';
import { loadRows } from './load-rows.ts';
import { type Executor, first, rows } from './sql.ts';

const SEAL = sql`s.id, s.name, s.kind, s.body, b.name as "bodyName", b.division, s.state, s.custodian,
  case when m.id is null then null else jsonb_build_object('id', m.id, 'name', m.name, 'sleeve', s.sleeve, 'isOnline', m.is_online) end as machine`;
const SEALS = sql`seal s join body b on b.id = s.body left join machine m on m.id = s.machine`;
const MATTER = sql`code, version, name, kind, basis, materials, route, max_copies as "maxCopies", max_impressions as "maxImpressions",
  deadline_days as "deadlineDays", on_doubt as "onDoubt", office, region`;
const PLACES = sql`m.id, m.sleeves,
  coalesce((select jsonb_agg(jsonb_build_object('sleeve', s.sleeve, 'seal', s.id)) from seal s where s.machine = m.id), '[]') as seals,
  coalesce((select jsonb_agg(jsonb_build_object('slot', f.slot, 'account', p.account))
    from finger_slot f join person p on p.id = f.person where f.machine = m.id), '[]') as slots`;

/** Versions of matters that were read: what is published under a version never changes. */
export type KnownMatters = Map<string, Matter>;

export function townStore(executor: Executor, known: KnownMatters): TownStore {
  return {
    division: (code) => first<Division>(executor, sql`select code, name, level, parent from division where code = ${code}`),
    body: (id) => first<Body>(executor, sql`select id, name, kind, division from body where id = ${id}`),
    seal: (id) => first<Seal>(executor, sql`select ${SEAL} from ${SEALS} where s.id = ${id}`),
    filedSeal: (id) =>
      first<FiledSeal>(executor, sql`select id, name as "faceText", diameter_mm as "diameterMm" from seal where id = ${id}`),
    sealsOf: (bodies) => rows<Seal>(executor, sql`select ${SEAL} from ${SEALS} where s.body = any(${[...bodies]}) order by s.id`),
    sealsIn: (machine) =>
      rows(executor, sql`select sleeve, id as seal, name, imprint from seal where machine = ${machine} order by sleeve`),
    sealsInAll: () =>
      rows(executor, sql`select machine, sleeve, id as seal, name, imprint from seal where machine is not null order by machine, sleeve`),
    async setImprint(seal, imprint) {
      return first<{ before: string | null }>(
        executor,
        sql`
          with old as (select id, imprint from seal where id = ${seal} for update)
          update seal s set imprint = ${imprint} from old where s.id = old.id returning old.imprint as before`,
      );
    },
    async imprintOf(seal) {
      return (await first<{ imprint: string | null }>(executor, sql`select imprint from seal where id = ${seal}`))?.imprint ?? null;
    },
    matters: () => rows<Matter>(executor, sql`select distinct on (code) ${MATTER} from matter order by code, version desc`),
    async matter(code, version) {
      if (version === undefined)
        return first<Matter>(executor, sql`select ${MATTER} from matter where code = ${code} order by version desc limit 1`);
      const key = `${code} ${version}`;
      const found =
        known.get(key) ?? (await first<Matter>(executor, sql`select ${MATTER} from matter where code = ${code} and version = ${version}`));
      if (found) known.set(key, found);
      return found;
    },
    async divisionsAmong(codes) {
      const found = await rows<{ code: string }>(executor, sql`select code from division where code = any(${[...codes]})`);
      return new Set(found.map(({ code }) => code));
    },
    async bodiesAmong(ids) {
      const found = await rows<{ id: string; division: string }>(executor, sql`select id, division from body where id = any(${[...ids]})`);
      return new Map(found.map(({ id, division }) => [id, division]));
    },
    async machinesAmong(ids) {
      const found = await rows<{ id: string } & MachinePlaces>(
        executor,
        sql`select ${PLACES} from machine m where m.id = any(${[...ids]})`,
      );
      return new Map(found.map(({ id, ...places }) => [id, places]));
    },
    load: (kind, table) => loadRows(executor, kind, table),
  };
}
