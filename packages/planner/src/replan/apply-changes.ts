import { dateOn } from '../demand/calendar.ts';
import type { County, Vehicle } from '../model/county.ts';
import type { CivilDate } from '../model/units.ts';
import type { Outcome, PlannerProblem } from '../model/words.ts';
import type { Change } from './change.ts';

/** The county as it is from `asOf` on: what of the changes lies before is left out, so that history still holds. Names that it does not know are problems. */
export function applyChanges(county: County, changes: readonly Change[], asOf: CivilDate): Outcome<County> {
  const problems: PlannerProblem[] = isDay(asOf) ? [] : [noDay(asOf)];
  let value = county;
  for (const [index, change] of changes.entries()) {
    // Each against what those before it made: a new village may ask for a day at once.
    const own = problemsOf(value, change, `changes[${index}]`);
    problems.push(...own);
    if (own.length === 0) value = applyChange(value, change, asOf);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value, warnings: [] };
}

/** Days are compared as text, which only holds for those written in full. */
function isDay(date: string): boolean {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  return !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 10) === date;
}

const noDay = (date: string): PlannerProblem => ({
  code: 'plan/no-day',
  at: 'asOf',
  words: { zh: `“${date}”不是日期，应如 2026-03-09。`, en: `“${date}” is no day; write it like 2026-03-09.` },
});

function applyChange(county: County, change: Change, asOf: CivilDate): County {
  const fromNow = (from: CivilDate): CivilDate => (from < asOf ? asOf : from);
  switch (change.kind) {
    case 'vehicle-out': {
      const dates = datesOf(county).filter((date) => date >= fromNow(change.from) && date <= change.until);
      const off = (it: Vehicle): Vehicle => ({ ...it, daysOff: [...new Set([...it.daysOff, ...dates])].sort() });
      return { ...county, vehicles: county.vehicles.map((it) => (it.id === change.vehicle ? off(it) : it)) };
    }
    case 'road-closed': {
      const { closure } = change;
      if (closure.until < asOf) return county;
      return { ...county, closures: [...county.closures, { ...closure, from: fromNow(closure.from) }] };
    }
    case 'move': {
      const { kind: _, village, ...wish } = change;
      return { ...county, villages: county.villages.map((it) => (it.id === village ? { ...it, wishes: [...it.wishes, wish] } : it)) };
    }
    case 'new-village':
      return { ...county, villages: [...county.villages, change.village] };
    case 'weather': {
      const news = change.days.filter(({ date }) => date >= asOf);
      const dates = new Set(news.map(({ date }) => date));
      return { ...county, weather: [...county.weather.filter(({ date }) => !dates.has(date)), ...news] };
    }
  }
}

const datesOf = ({ horizon }: County): readonly CivilDate[] => Array.from({ length: horizon.days }, (_, day) => dateOn(horizon, day));

function problemsOf(county: County, change: Change, at: string): readonly PlannerProblem[] {
  const wrong = (code: string, zh: string, en: string): readonly PlannerProblem[] => [{ code: `plan/${code}`, at, words: { zh, en } }];
  switch (change.kind) {
    case 'vehicle-out':
      if (!county.vehicles.some(({ id }) => id === change.vehicle))
        return wrong('unknown-vehicle', `没有“${change.vehicle}”这辆车。`, `There is no vehicle “${change.vehicle}”.`);
      return change.from > change.until ? wrong('dates-reversed', '开始日期晚于结束日期。', 'It ends before it begins.') : [];
    case 'road-closed':
      if (!change.closure.place && !change.closure.ways?.length)
        return wrong(
          'closure-nowhere',
          '没有说哪里封路：请给出地点和半径，或道路编号。',
          'Where is the road closed? Give a place and a radius, or ways.',
        );
      return change.closure.from > change.closure.until
        ? wrong('dates-reversed', '开始日期晚于结束日期。', 'It ends before it begins.')
        : [];
    case 'move': {
      const village = county.villages.find(({ id }) => id === change.village);
      if (!village) return wrong('unknown-village', `没有“${change.village}”这个村。`, `There is no village “${change.village}”.`);
      if (change.round !== undefined && !county.services.some(({ round }) => round === change.round))
        return wrong('unknown-round', `没有“${change.round}”这一轮次。`, `There is no round “${change.round}”.`);
      return change.weekdays?.length || change.hours ? [] : wrong('move-nowhere', '没有说要改到哪天或几点。', 'To what day or hour?');
    }
    case 'new-village':
      return county.villages.some(({ id }) => id === change.village.id)
        ? wrong('known-village', `已经有“${change.village.id}”这个村。`, `The village “${change.village.id}” is there already.`)
        : [];
    case 'weather':
      return [];
  }
}
