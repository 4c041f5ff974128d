import type { Residents, Village } from '../src/model/county.ts';
import type { Place, Weekday } from '../src/model/units.ts';
import type { Chance } from './chance.ts';

const FIRST = [...'上下前后东西南北大小里外高白黄石竹松梅沙'];
const SECOND = [...'坑岭溪源坪田坳垟洋店桥湾坞岱畈垄漈圩'];

/** Names that no other village of the county has. */
export function nameVillages(chance: Chance, count: number): readonly string[] {
  const names = new Set<string>();
  for (let tries = 0; names.size < count; tries++) {
    const middle = tries > count * 2 ? chance.pick(SECOND) : '';
    names.add(`${chance.pick(FIRST)}${chance.pick(SECOND)}${middle}村`);
  }
  return [...names];
}

/** The farther from town, the fewer and the older. `remoteness` is 0 in town and about 1 at the county's rim. */
function makeResidents(chance: Chance, remoteness: number): Residents {
  const all = Math.round(Math.min(900, Math.max(35, Math.exp(5.5 - 0.5 * remoteness + 0.5 * chance.normal()))));
  const old = Math.min(0.75, 0.3 + 0.25 * remoteness + 0.06 * chance.normal());
  const oldest = old * chance.between(0.16, 0.26);
  const young = (1 - old) * chance.between(0.12, 0.24);
  const parts = { '0-6': young * 0.4, '7-17': young * 0.6, '18-59': 1 - old - young, '60-79': old - oldest, '80+': oldest };
  return Object.fromEntries(Object.entries(parts).map(([group, part]) => [group, Math.max(0, Math.round(all * part))]));
}

export function makeVillage(chance: Chance, number: number, name: string, place: Place, remoteness: number): Village {
  const residents = makeResidents(chance, remoteness);
  const township = 100 + Math.floor(number / 20);
  return {
    // No province has the number 99.
    id: `990101${township}${200 + (number % 20)}`,
    name,
    place,
    residents,
    needs: chance.isTrue(0.3) ? { meals: Math.max(1, Math.round((residents['80+'] ?? 0) * chance.between(0.2, 0.6))) } : {},
    wishes: chance.isTrue(0.12) ? [{ round: 'clinic', weekdays: [chance.whole(1, 5) as Weekday] }] : [],
  };
}
