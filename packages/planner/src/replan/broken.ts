import type { Violation } from '../check/violation.ts';
import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { Words } from '../model/words.ts';
import { brokenFloors, type DayFloor } from '../placing/floors.ts';
import type { BrokenFloor } from './change.ts';

/** Every promise about days that the new plan does not keep, those that were broken before among them. */
export function tellBroken(
  county: County,
  calls: readonly Call[],
  plan: Plan,
  old: { readonly county: County; readonly plan: Plan },
): readonly BrokenFloor[] {
  const [now, before] = [daysByCall(county, plan), daysByCall(county, old.plan)];
  const names = new Map(county.villages.map(({ id, name }) => [id, name]));
  return calls.flatMap((call) => {
    const was = brokenFloors(old.county, call, before.get(call.id) ?? []);
    const days = now.get(call.id) ?? [];
    return brokenFloors(county, call, days).map((floor): BrokenFloor => {
      const name = `${names.get(call.village) ?? call.village} ${call.round}`;
      const said = sayBroken(floor, call, days.length);
      const words = { zh: `${name}：${said.zh}`, en: `${name}: ${said.en}` };
      return { call: call.id, village: call.village, round: call.round, floor, isOld: was.includes(floor), words };
    });
  });
}

function daysByCall({ horizon }: County, plan: Plan): ReadonlyMap<string, readonly number[]> {
  const days = new Map<string, number[]>();
  const visits = [...plan.tours.flatMap(({ date, stops }) => stops.map(({ call }) => ({ call, date }))), ...plan.lineDeliveries];
  for (const { call, date } of visits) {
    days.set(call, [...(days.get(call) ?? []), (Date.parse(date) - Date.parse(horizon.from)) / 86_400_000]);
  }
  for (const own of days.values()) own.sort((a, b) => a - b);
  return days;
}

function sayBroken(floor: DayFloor, call: Call, visits: number): Words {
  switch (floor) {
    case 'visits':
      return { zh: `应到 ${call.visits} 次，只有 ${visits} 次`, en: `${visits} of ${call.visits} visits` };
    case 'min-gap':
      return { zh: `两次相隔不到 ${call.minGapDays} 天`, en: `visits closer than ${call.minGapDays} days` };
    case 'max-gap':
      return { zh: `两次相隔超过 ${call.maxGapDays} 天`, en: `visits more than ${call.maxGapDays} days apart` };
    case 'weekdays':
      return { zh: '不在允许的星期', en: 'not on an allowed weekday' };
    case 'same-weekday':
      return { zh: '不再固定在同一星期', en: 'no longer on one weekday' };
  }
}

const CHECKED: Readonly<Record<string, DayFloor>> = {
  'check/visits': 'visits',
  'check/too-close': 'min-gap',
  'check/too-far-apart': 'max-gap',
  'check/wrong-weekday': 'weekdays',
  'check/weekday-changes': 'same-weekday',
};

/** What the checker finds and nobody told. */
export function undeclaredOf(violations: readonly Violation[], broken: readonly BrokenFloor[]): readonly Violation[] {
  return violations.filter(({ code, at }) => !broken.some(({ call, floor }) => CHECKED[code] === floor && at.endsWith(`(${call})`)));
}
