import { sql } from 'kysely';
import type { CosignedCheckpoint, WitnessStore } from '../../ports/witness-store.ts';
import { type Executor, first, rows } from './sql.ts';

export const witnessStore = (executor: Executor): WitnessStore => ({
  async keep(size, { witness, line }, at) {
    await sql`
      insert into cosignature (size, witness, line, at) values (${size}, ${witness}, ${line}, ${at})
      on conflict (size, witness) do update set line = excluded.line, at = excluded.at`.execute(executor);
  },
  cosigned: () =>
    rows<CosignedCheckpoint>(
      executor,
      sql`
        select c.size, c.root, c.note, c.at,
          jsonb_agg(jsonb_build_object('witness', k.witness, 'line', k.line) order by k.at, k.witness) as cosignatures
        from checkpoint c join cosignature k on k.size = c.size group by c.size order by c.size desc`,
    ),
  async forget(below, most) {
    await sql`
      delete from cosignature where size < ${below} or (size > ${below} and size <= (
        select size from (select distinct size from cosignature where size > ${below}) above order by size desc offset ${most} limit 1))`.execute(
      executor,
    );
  },
  async firstAfter(size) {
    return (await first<{ at: Date }>(executor, sql`select at from checkpoint where size > ${size} order by size limit 1`))?.at ?? null;
  },

  raise: async (alarm, at) =>
    (await rows(executor, sql`insert into alarm (name, at) values (${alarm}, ${at}) on conflict do nothing returning name`)).length > 0,
  lower: async (alarm) => (await rows(executor, sql`delete from alarm where name = ${alarm} returning name`)).length > 0,
});
