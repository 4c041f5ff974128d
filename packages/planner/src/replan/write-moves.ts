import { weekdayOf } from '../demand/calendar.ts';
import { clockText } from '../explain/phrases.ts';
import type { County } from '../model/county.ts';
import { publishedBegin } from '../model/published-hours.ts';
import { csvFile } from '../timetable/csv.ts';
import { type OutputFile, textFile } from '../timetable/output-file.ts';
import type { MovedVisit, Replanned, VisitTime } from './change.ts';

const HEADER = [
  '村 village',
  '代码 id',
  '服务 services',
  '变动 change',
  '原日期 was on',
  '原时刻 at',
  '原车辆 by',
  '新日期 now on',
  '新时刻 at',
  '新车辆 by',
  '服务人数 persons',
  '常住人口 residents',
  '折合分钟 counted minutes',
  '原因 why',
  'Why',
];

const WHAT: Readonly<Record<MovedVisit['what'], string>> = {
  day: '改日 day',
  hour: '改时 hour',
  vehicle: '换车 vehicle',
  cancelled: '取消 cancelled',
  added: '新增 added',
};

const WEEKDAYS = ['', '周一 Mon', '周二 Tue', '周三 Wed', '周四 Thu', '周五 Fri', '周六 Sat', '周日 Sun'];

/** What a re-plan changed, to telephone round the villages with: `changes.csv` for a spreadsheet, `changes.txt` to read out in either language. */
export function writeMoves({
  county,
  moved,
  refused,
  broken,
}: Pick<Replanned, 'county' | 'moved' | 'refused' | 'broken'>): readonly OutputFile[] {
  const rows = moved.map(({ village, round, what, from, to, persons, residents, price, why }) => [
    county.villages.find(({ id }) => id === village)?.name ?? village,
    village,
    county.services
      .filter((it) => it.round === round)
      .map(({ name }) => name)
      .join('、'),
    WHAT[what],
    ...cellsOf(county, from),
    ...cellsOf(county, to),
    persons,
    residents,
    price,
    why.zh,
    why.en,
  ]);
  const fresh = broken.filter(({ isOld }) => !isOld);
  const lines = (lang: 'zh' | 'en', titles: readonly [string, string, string]): readonly string[] => [
    titles[0],
    ...moved.map(({ words }) => `  ${words[lang]}`),
    ...(refused.length > 0 ? [titles[1], ...refused.map(({ words }) => `  ${words[lang]}`)] : []),
    ...(fresh.length > 0 ? [titles[2], ...fresh.map(({ words }) => `  ${words[lang]}`)] : []),
  ];
  const text = [
    ...lines('zh', [`变动的到访（${moved.length} 次）：`, '没有照办的要求：', '守不住的约定：']),
    '',
    ...lines('en', [`Visits that change (${moved.length}):`, 'Requests not fulfilled:', 'Promises that break:']),
    '',
  ];
  return [csvFile('changes.csv', HEADER, rows), textFile('changes.txt', text.join('\r\n'))];
}

function cellsOf(county: County, visit: VisitTime | null): readonly string[] {
  if (!visit) return ['', '', ''];
  const vehicle = county.vehicles.find(({ id }) => id === visit.vehicle)?.name ?? visit.vehicle;
  return [`${visit.date} ${WEEKDAYS[weekdayOf(visit.date)]}`, clockText(publishedBegin(visit.beginMinutes)), vehicle];
}
