import type { Booking } from '../model/notices.ts';
import type { CivilDate, ClockMinutes, ClockSpan, Weekday } from '../model/units.ts';

/**
 * What a cell may say, read generously: full-width digits and punctuation of a Chinese keyboard are as good as any. Each answers null
 * for what it does not understand; empty cells do not come here.
 */
// Many spaces are one: the patterns below would try each of them as a beginning.
const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();

/** `、`, `；` and spaces separate as well as commas do. */
export const listOf = (text: string): string[] =>
  bare(text)
    .split(/[,;、，；|\s]+/)
    .filter((it) => it !== '');

export function numberOf(text: string): number | null {
  const plain = bare(text).replace(/(?<=\d),(?=\d{3}(\D|$))/g, '');
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** A part of 1: `0.12`, `12%`. */
export function shareOf(text: string): number | null {
  const plain = bare(text);
  const number = numberOf(plain.replace(/%$/, ''));
  if (number === null) return null;
  const share = plain.endsWith('%') ? number / 100 : number;
  return share >= 0 && share <= 1 ? share : null;
}

const YES = ['yes', 'y', 'true', '1', '是', '有', '可', '对', '√'];
const NO = ['no', 'n', 'false', '0', '否', '无', '不', '不可', '错', '×'];

export function booleanOf(text: string): boolean | null {
  const plain = bare(text).toLowerCase();
  if (YES.includes(plain)) return true;
  return NO.includes(plain) ? false : null;
}

/** `8:30`, `08:30`, `8点30分`, `8时`; a fraction of a day, as a spreadsheet stores times, too. Up to 36:00, for what ends after midnight. */
export function clockOf(text: string): ClockMinutes | null {
  const plain = bare(text);
  const [, hours, minutes = '0'] = /^(\d{1,2})(?::|点|时)(?:(\d{1,2})分?)?(?::00)?$/.exec(plain) ?? [];
  if (hours !== undefined) {
    const clock = Number(hours) * 60 + Number(minutes);
    return Number(minutes) < 60 && clock <= 36 * 60 ? clock : null;
  }
  return /^0?\.\d+$/.test(plain) ? Math.round(Number(plain) * 1440) : null;
}

/** `08:00-17:30`; `~`, `–`, `—` and `至` will do. */
export function spanOf(text: string): ClockSpan | null {
  const ends = bare(text).split(/\s*(?:[-~–—―−]+|至|到)\s*/);
  const [from, to] = ends.map((it) => clockOf(it));
  return ends.length === 2 && from != null && to != null && from < to ? { from, to } : null;
}

const CHINESE_DAYS = '一二三四五六日';
const ENGLISH_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `1,3,5`, `135`, `一三五`, `周一至周五`, `1-5`, `Mon Wed`, `每天`; ascending, once each. */
export function weekdaysOf(text: string): readonly Weekday[] | null {
  const plain = bare(text).toLowerCase();
  if (/^(每天|天天|daily|all)$/.test(plain)) return [1, 2, 3, 4, 5, 6, 7];
  if (/^(工作日)$/.test(plain)) return [1, 2, 3, 4, 5];
  const digits = plain
    .replace(/星期|礼拜|周/g, ' ')
    .replace(/天/g, '日')
    .replace(/[一二三四五六日]/g, (it) => String(CHINESE_DAYS.indexOf(it) + 1))
    .replace(/[a-z]+/g, (word) => String(ENGLISH_DAYS.indexOf(word.slice(0, 3)) + 1))
    .replace(/\s*([-~–—―−]+|至|到)\s*/g, '-');
  const days = new Set<Weekday>();
  for (const part of digits.split(/[,;、，；|\s]+/).filter((it) => it !== '')) {
    const [, from, to] = /^([1-7])-([1-7])$/.exec(part) ?? [];
    if (from !== undefined && to !== undefined && from <= to) {
      for (let day = Number(from); day <= Number(to); day++) days.add(day as Weekday);
    } else if (/^[1-7]+$/.test(part)) for (const digit of part) days.add(Number(digit) as Weekday);
    else return null;
  }
  return days.size > 0 ? [...days].sort() : null;
}

/** `2026-12-01`, `2026/12/1`, `2026年12月1日`, `20261201`. */
export function dateOf(text: string): CivilDate | null {
  const plain = bare(text);
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) ? date : null;
}

/** An age group as the county's own word, its spellings made one: `60～79岁` is `60-79`, `80岁以上` is `80+`. */
export const groupOf = (text: string): string =>
  bare(text)
    .replace(/周?岁/g, '')
    .replace(/\s*([-~–—―−]+|至|到)\s*/g, '-')
    .replace(/(及)?以上$/, '+')
    .trim();

/** Whether a bare header is an age group. */
export const isGroup = (header: string): boolean => /^\d{1,3}(-\d{1,3}|\+)$/.test(groupOf(header));

/**
 * An id as text. Excel turns a code of 12 digits into a number: `331127001001.0` and `3.31127001001E+11` are still all there,
 * `3.31127E+11` has lost its end, and `lost` says so.
 */
export function codeOf(text: string): { readonly code: string } | { readonly lost: true } {
  const plain = bare(text);
  const [, first, rest = '', power] = /^(\d)(?:\.(\d*))?[eE]\+?(\d+)$/.exec(plain) ?? [];
  if (first !== undefined && power !== undefined) {
    const digits = rest.replace(/0+$/, '');
    return digits.length < 9 && Number(power) > digits.length
      ? { lost: true }
      : { code: `${first}${digits}`.padEnd(Number(power) + 1, '0') };
  }
  return { code: plain.replace(/^(\d{6,})\.0+$/, '$1').replace(/^'/, '') };
}

/** `2`, or by population: `<=100:1; <=300:2; 4`, `≤100：1；≤300：2；4`. The last row has no limit. */
export function frequencyOf(text: string): readonly { readonly upToResidents: number | null; readonly visits: number }[] | null {
  const rows = [];
  for (const part of bare(text).replaceAll('≤', '<=').split(/[;；]/)) {
    if (part.trim() === '') continue;
    const [, limit, visits] = /^\s*(?:(?:<=)?\s*(\d+)\s*(?:人?以下|人)?\s*[:：])?\s*(\d+)\s*次?\s*$/.exec(part) ?? [];
    if (visits === undefined || rows.at(-1)?.upToResidents === null) return null;
    const upToResidents = limit === undefined ? null : Number(limit);
    const previous = rows.at(-1)?.upToResidents ?? -1;
    if (upToResidents !== null && upToResidents <= previous) return null;
    rows.push({ upToResidents, visits: Number(visits) });
  }
  return rows.length > 0 && rows.at(-1)?.upToResidents === null ? rows : null;
}

/** How early to ask: `60` or `提前60分钟` on the day, `前一天16:00` or `1@16:00` on a day before. */
export function bookingOf(text: string): Booking | null {
  const plain = bare(text);
  const minutes = /^(?:提前)?\s*(\d{1,4})\s*(?:分钟|min)?$/.exec(plain)?.[1];
  if (minutes !== undefined) return { kind: 'same-day', minutesBefore: Number(minutes) };
  const [, days = '', at = ''] = /^(?:提?前)?\s*([一二三四五六日\d])\s*(?:[天日]|@)\s*(.+)$/.exec(plain) ?? [];
  const [before, until] = [/\d/.test(days) ? Number(days) : CHINESE_DAYS.indexOf(days) + 1, clockOf(at)];
  return before > 0 && until !== null ? { kind: 'days-before', days: before, until } : null;
}
