import { dateOn } from '../demand/calendar.ts';
import type { County } from '../model/county.ts';
import type { CivilDate } from '../model/units.ts';
import type { Outcome, PlannerProblem } from '../model/words.ts';
import type { Change } from '../replan/change.ts';
import { dateOf, numberOf, spanOf, weekdaysOf } from './cells.ts';
import { problem } from './problem.ts';

/** Changes as they are told on one line each; parts behind `@`. Vehicles and villages by id or name. */
export interface ChangeLines {
  /** `巡诊车一@2026-12-09..2026-12-11` */
  readonly vehicleOut: readonly string[];
  /** `塌方@2026-12-09..2026-12-11@5005989,5005990` by OSM ways, or `…@119.4,27.5,300` by longitude, latitude and metres around it. */
  readonly roadClosed: readonly string[];
  /** `葛山村@二四@9:00-11:00@clinic`: weekdays, hours, round; any of them may be empty, but not both of the first. */
  readonly move: readonly string[];
  /** `2026-12-09..2026-12-10`: nothing flies. */
  readonly noFlying: readonly string[];
}

interface Told {
  readonly line: string;
  readonly tell: (zh: string, en: string) => null;
}

/** Reads what happened; all that is wrong with any line comes at once. */
export function readChanges(county: County, lines: ChangeLines): Outcome<readonly Change[]> {
  const problems: PlannerProblem[] = [];
  const each = (all: readonly string[], of: (told: Told) => Change | null): readonly Change[] =>
    all.flatMap((line) => {
      const tell = (zh: string, en: string): null => {
        problems.push(problem('plan/bad-change', line, zh, en));
        return null;
      };
      return of({ line, tell }) ?? [];
    });
  const changes = [
    ...each(lines.vehicleOut, (told) => vehicleOut(county, told)),
    ...each(lines.roadClosed, roadClosed),
    ...each(lines.move, (told) => move(county, told)),
    ...each(lines.noFlying, (told) => noFlying(county, told)),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: changes, warnings: [] };
}

function vehicleOut({ vehicles }: County, { line, tell }: Told): Change | null {
  const [name = '', days = ''] = line.split('@');
  const found = vehicles.find(({ id }) => id === name) ?? vehicles.find((it) => it.name === name);
  const span = daysOf(days);
  if (!found) return tell(`车辆表里没有“${name}”。`, `There is no vehicle “${name}”.`);
  return span ? { kind: 'vehicle-out', vehicle: found.id, ...span } : badDays(days, tell);
}

function roadClosed({ line, tell }: Told): Change | null {
  const [reason = '', days = '', where = ''] = line.split('@');
  const span = daysOf(days);
  if (!span) return badDays(days, tell);
  const numbers = where.split(/[,，、\s]+/).map(numberOf);
  if (numbers.length === 0 || numbers.some((it) => it === null)) {
    return tell(
      `封在哪里？“${where}”看不懂：应是 OSM 道路编号，或 经度,纬度,米。`,
      `Where is it closed? “${where}” should be OSM way numbers, or lon,lat,metres.`,
    );
  }
  const [lon = 0, lat = 0, radiusMetres = 100, ...rest] = numbers as number[];
  const isPlace = !(numbers as number[]).slice(0, 2).every(Number.isInteger);
  const isOnEarth = numbers.length > 1 && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && radiusMetres > 0 && rest.length === 0;
  if (isPlace ? !isOnEarth : !(numbers as number[]).every((it) => Number.isSafeInteger(it) && it > 0)) {
    return tell(
      `“${where}”不是一处地方（经度,纬度,米），也不是道路编号。`,
      `“${where}” is neither a place (lon,lat,metres) nor are these way numbers.`,
    );
  }
  const closure = { reason, ...span };
  return {
    kind: 'road-closed',
    closure: isPlace ? { ...closure, place: { lon, lat }, radiusMetres } : { ...closure, ways: numbers as number[] },
  };
}

function move({ villages }: County, { line, tell }: Told): Change | null {
  const [name = '', days = '', hours = '', round = ''] = line.split('@').map((it) => it.trim());
  const named = villages.filter(({ id }) => id === name);
  const [found, another] = named.length > 0 ? named : villages.filter((it) => it.name === name);
  if (!found) return tell(`村庄表里没有“${name}”。`, `There is no village “${name}”.`);
  if (another) return tell(`不止一个村叫“${name}”，请用代码。`, `More than one village is called “${name}”; use the id.`);
  const [weekdays, span] = [days === '' ? undefined : weekdaysOf(days), hours === '' ? undefined : spanOf(hours)];
  if (weekdays === null) return tell(`“${days}”不是星期，如 二四。`, `“${days}” are no weekdays, like Tue Thu or 2,4.`);
  if (span === null) return tell(`“${hours}”不是时段，如 9:00-11:00。`, `“${hours}” is no span of hours, like 9:00-11:00.`);
  if (!weekdays && !span)
    return tell('改到哪天或几点？如 葛山村@二四@9:00-11:00。', 'To which days or hours? Like NAME@Tue Thu@9:00-11:00.');
  return {
    kind: 'move',
    village: found.id,
    ...(round === '' ? {} : { round }),
    ...(weekdays ? { weekdays } : {}),
    ...(span ? { hours: span } : {}),
  };
}

function noFlying({ horizon }: County, { line, tell }: Told): Change | null {
  const span = daysOf(line);
  if (!span) return badDays(line, tell);
  const days = [];
  for (let day = 0; day < horizon.days; day++) {
    const date = dateOn(horizon, day);
    if (date >= span.from && date <= span.until) days.push({ date, windMs: 0, isFlyable: false });
  }
  return { kind: 'weather', days };
}

/** `2026-12-09` or `2026-12-09..2026-12-11`. */
function daysOf(text: string): { readonly from: CivilDate; readonly until: CivilDate } | null {
  const [from, until, ...more] = text.split('..').map(dateOf);
  if (!from || until === null || more.length > 0) return null;
  return from <= (until ?? from) ? { from, until: until ?? from } : null;
}

const badDays = (text: string, tell: Told['tell']): null =>
  tell(
    `“${text}”看不懂：应是日期，如 2026-12-09 或 2026-12-09..2026-12-11。`,
    `“${text}” should be a date, like 2026-12-09 or 2026-12-09..2026-12-11.`,
  );
