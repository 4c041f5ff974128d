import type { County, Outcome } from '@yinzheng/planner';

/** Ids of villages that are told by id or by name; those that are not there, or there twice by that name, are problems. */
export function villagesNamed({ villages }: County, told: readonly string[]): Outcome<readonly string[]> {
  const found = told.map((name) => {
    const byId = villages.filter(({ id }) => id === name);
    return { name, ids: (byId.length > 0 ? byId : villages.filter((it) => it.name === name)).map(({ id }) => id) };
  });
  const problems = found.flatMap(({ name, ids }) => {
    if (ids.length === 1) return [];
    const words =
      ids.length === 0
        ? { zh: '村庄表里没有这个村。', en: 'There is no such village in the table villages.' }
        : {
            zh: `有 ${ids.length} 个村叫这个名字，请用代码：${ids.join('、')}。`,
            en: `${ids.length} villages have this name; use the id: ${ids.join(', ')}.`,
          };
    return [{ code: 'plan/unknown-village' as const, at: name, words }];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: found.flatMap(({ ids }) => ids), warnings: [] };
}
