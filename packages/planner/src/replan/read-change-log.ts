import type { Outcome } from '../model/words.ts';
import type { Change } from './change.ts';
import type { ChangesOf } from './replay-changes.ts';

/** What was kept beside a changed plan, from its JSON. What is no such list is told by where it first is none. */
export function readChangeLog(name: string, text: string): Outcome<readonly ChangesOf[]> {
  const wrong = (detail: string): Outcome<readonly ChangesOf[]> => {
    const zh = `这不是变动记录（changes.json）：${detail}。`;
    const en = `This is no record of changes (changes.json): ${detail}.`;
    return { ok: false, problems: [{ code: 'plan/bad-changes', at: name, words: { zh, en } }] };
  };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return wrong(cause instanceof Error ? cause.message : String(cause));
  }
  if (!Array.isArray(json)) return wrong('.');
  for (const [index, entry] of json.entries()) {
    if (!isRecord(entry) || !isDate(entry.asOf) || !Array.isArray(entry.changes)) return wrong(`[${index}]`);
    const bad = entry.changes.findIndex((it) => !isChange(it));
    if (bad >= 0) return wrong(`[${index}].changes[${bad}]`);
  }
  return { ok: true, value: json as readonly ChangesOf[], warnings: [] };
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (json: unknown): json is Fields => typeof json === 'object' && json !== null && !Array.isArray(json);
const isText = (json: unknown): json is string => typeof json === 'string';
const isNumber = (json: unknown): json is number => typeof json === 'number' && Number.isFinite(json);
const isDate = (json: unknown): boolean => isText(json) && /^\d{4}-\d{2}-\d{2}$/.test(json) && !Number.isNaN(Date.parse(json));
const isPlace = (json: unknown): boolean => isRecord(json) && isNumber(json.lon) && isNumber(json.lat);
const isListOf = (json: unknown, is: (each: unknown) => boolean): boolean => Array.isArray(json) && json.every(is);
const isSpan = (json: unknown): boolean => isRecord(json) && isNumber(json.from) && isNumber(json.to);
const isAbsentOr = (json: unknown, is: (each: unknown) => boolean): boolean => json === undefined || is(json);
const isWeekday = (json: unknown): boolean => isNumber(json) && Number.isInteger(json) && json >= 1 && json <= 7;
const areNumbers = (json: unknown): boolean => isRecord(json) && Object.values(json).every(isNumber);

const KINDS: { readonly [Kind in Change['kind']]: (it: Fields) => boolean } = {
  'vehicle-out': (it) => isText(it.vehicle) && isDate(it.from) && isDate(it.until) && isAbsentOr(it.reason, isText),
  'road-closed': ({ closure: it }) =>
    isRecord(it) &&
    isText(it.reason) &&
    isDate(it.from) &&
    isDate(it.until) &&
    isAbsentOr(it.place, isPlace) &&
    isAbsentOr(it.radiusMetres, isNumber) &&
    isAbsentOr(it.ways, (ways) => isListOf(ways, isNumber)),
  move: (it) => isText(it.village) && isWish(it),
  'new-village': ({ village: it }) =>
    isRecord(it) &&
    isText(it.id) &&
    isText(it.name) &&
    isPlace(it.place) &&
    areNumbers(it.residents) &&
    areNumbers(it.needs) &&
    isListOf(it.wishes, (wish) => isRecord(wish) && isWish(wish)),
  weather: (it) =>
    isListOf(it.days, (day) => isRecord(day) && isDate(day.date) && isNumber(day.windMs) && typeof day.isFlyable === 'boolean'),
};

const isWish = (it: Fields): boolean =>
  isAbsentOr(it.round, isText) && isAbsentOr(it.weekdays, (days) => isListOf(days, isWeekday)) && isAbsentOr(it.hours, isSpan);

function isChange(json: unknown): boolean {
  if (!isRecord(json) || !isText(json.kind) || !Object.hasOwn(KINDS, json.kind)) return false;
  return KINDS[json.kind as Change['kind']](json);
}
