import { weekdayOf } from '../demand/calendar.ts';
import { clockText, dateWords, weekdayWords } from '../explain/phrases.ts';
import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import { publishedBegin } from '../model/published-hours.ts';
import type { Words } from '../model/words.ts';
import type { MovedVisit, VisitTime } from './change.ts';

/** Dates sort like text. */
export const dateText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `王家村 clinic：12月3日星期四 09:30（1号车）→ 12月4日星期五 10:00（2号车），因为……`. */
export function wordsOf(
  county: County,
  call: Call,
  what: MovedVisit['what'],
  from: VisitTime | null,
  to: VisitTime | null,
  why: Words,
): Words {
  const village = county.villages.find(({ id }) => id === call.village)?.name ?? call.village;
  const help = helpOf(county, call.round);
  const [was, is] = [timeWords(county, from), timeWords(county, to)];
  const head = { zh: `${village}（${help}）`, en: `${village} (${help})` };
  const said: Readonly<Record<MovedVisit['what'], Words>> = {
    day: { zh: `${was.zh} 改到 ${is.zh}`, en: `${was.en} moves to ${is.en}` },
    hour: {
      zh: `${was.zh} 改到 ${clockText(publishedBegin(to?.beginMinutes ?? 0))}`,
      en: `${was.en} moves to ${clockText(publishedBegin(to?.beginMinutes ?? 0))}`,
    },
    vehicle: { zh: `${was.zh} 换车：${is.zh}`, en: `${was.en} by another vehicle: ${is.en}` },
    cancelled: { zh: `${was.zh} 取消，没有补上`, en: `${was.en} is cancelled and not made up for` },
    added: { zh: `新增 ${is.zh}`, en: `new: ${is.en}` },
  };
  return { zh: `${head.zh}：${said[what].zh}。${why.zh}`, en: `${head.en}: ${said[what].en}. ${why.en}` };
}

/** The services of a round by their names. */
export const helpOf = ({ services }: County, round: string): string =>
  [...new Set(services.filter((it) => it.round === round).map(({ name }) => name))].join('、') || round;

function timeWords(county: County, visit: VisitTime | null): Words {
  if (!visit) return { zh: '', en: '' };
  const [date, weekday] = [dateWords(visit.date), weekdayWords(weekdayOf(visit.date))];
  const vehicle = county.vehicles.find(({ id }) => id === visit.vehicle)?.name ?? visit.vehicle;
  const hour = clockText(publishedBegin(visit.beginMinutes));
  return { zh: `${date.zh}${weekday.zh} ${hour}（${vehicle}）`, en: `${weekday.en} ${date.en} ${hour} (${vehicle})` };
}
