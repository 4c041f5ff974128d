import type { County, Outcome } from '@yinzheng/planner';

/** Ids of villages that are told by id or by name; those that are not there, or there twice by that name, are problems. */
export function villagesNamed({ villages }: County, told: readonly string[]): Outcome<readonly string[]> {
  const found = told.map((name) => {
    const byId = villages.filter(({ id }) => id === name);
    return {
      name,
      alike: alike(villages, name),
      ids: (byId.length > 0 ? byId : villages.filter((it) => it.name === name)).map(({ id }) => id),
    };
  });
  const problems = found.flatMap(({ name, ids, alike }) => {
    if (ids.length === 1) return [];
    const words =
      ids.length === 0
        ? {
            zh: `村庄表里没有这个村。${alike.length > 0 ? `是不是${alike.join('、')}？` : ''}`,
            en: `There is no such village in the table villages.${alike.length > 0 ? ` Is it ${alike.join(', ')}?` : ''}`,
          }
        : {
            zh: `有 ${ids.length} 个村叫这个名字，请用代码：${ids.join('、')}。`,
            en: `${ids.length} villages have this name; use the id: ${ids.join(', ')}.`,
          };
    return [{ code: 'plan/unknown-village' as const, at: name, words }];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: found.flatMap(({ ids }) => ids), warnings: [] };
}

const MOST_ALIKE = 3;

/** Names that go on where the told one ends, or are a part of it: 安亭 for 安亭村, 安亭村委会 for 安亭村. */
function alike(villages: County['villages'], told: string): readonly string[] {
  const names = new Set(villages.map(({ name }) => name).filter((name) => name !== '' && (name.includes(told) || told.includes(name))));
  return told === '' ? [] : [...names].slice(0, MOST_ALIKE);
}
