import type { Call } from '../../model/call.ts';
import type { County, Village } from '../../model/county.ts';
import type { Plan } from '../../model/plan.ts';
import type { MovedVisit } from '../../replan/change.ts';
import { fileNamesOf, type OutputFile, textFile } from '../output-file.ts';
import { type Names, nameOfBy, namesOf } from '../visits.ts';
import { contentOf, textOf } from './content-lines.ts';
import { type NumberedVisit, numberedVisits } from './numbered.ts';
import { type Zone, zoneOf } from './zone.ts';

export interface Publication {
  /** When these calendars were made. */
  readonly at: Date;
  /** 0 for the first plan of a horizon, one more at each re-plan: phones take the higher one. */
  readonly revision: number;
  /** What was published before; its visits that are no more are told as cancelled. */
  readonly previous?: Plan;
  /** What moved since, told in the entries of its visits. */
  readonly moved?: readonly MovedVisit[];
}

/** What every entry is written with. */
interface Desk {
  readonly county: County;
  readonly calls: ReadonlyMap<string, Call>;
  readonly names: Names;
  readonly zone: Zone;
  readonly publication: Publication;
}

/** iCalendar (RFC 5545): one file for each village that anything was promised to, and one with all. */
export function writeCalendars(county: County, calls: readonly Call[], plan: Plan, publication: Publication): readonly OutputFile[] {
  const { previous } = publication;
  const visits = numberedVisits(calls, plan);
  const kept = new Set(visits.map(({ uid }) => uid));
  // Another horizon's visits are over, not cancelled.
  const before = previous?.from === plan.from ? numberedVisits(calls, previous) : [];
  const cancelled = before.filter(({ uid }) => !kept.has(uid));
  const zone = zoneOf(county.timeZone, plan.from, plan.days);
  const desk: Desk = { county, calls: new Map(calls.map((call) => [call.id, call])), names: namesOf(county, calls), zone, publication };
  const entries = Map.groupBy(
    [...visits.map((visit) => ({ visit, isCancelled: false })), ...cancelled.map((visit) => ({ visit, isCancelled: true }))],
    ({ visit }) => visit.village,
  );
  const ofVillage = (village: Village): readonly string[] =>
    (entries.get(village.id) ?? []).flatMap(({ visit, isCancelled }) => entryOf(desk, village, visit, isCancelled));
  const promised = new Set(calls.map(({ village }) => village));
  const villages = county.villages.filter(({ id }) => promised.has(id) || entries.has(id));
  const fileNames = fileNamesOf(villages);
  return [
    calendarOf('calendars/all.ics', desk, `${county.name} 流动服务`, villages.flatMap(ofVillage)),
    ...villages.map((village) =>
      calendarOf(`calendars/${fileNames.get(village.id)}.ics`, desk, `${village.name} 流动服务`, ofVillage(village)),
    ),
  ];
}

function calendarOf(file: string, { county, zone }: Desk, name: string, entries: readonly string[]): OutputFile {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Yinzheng//Outreach planner//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${textOf(name)}`,
    `X-WR-TIMEZONE:${textOf(county.timeZone)}`,
    ...zone.definition,
    ...entries,
    'END:VCALENDAR',
  ];
  return textFile(file, contentOf(lines));
}

function entryOf(desk: Desk, village: Village, visit: NumberedVisit, isCancelled: boolean): readonly string[] {
  const { county, names, publication, zone } = desk;
  const { date, beginMinutes, endMinutes } = visit;
  const services = names.call(visit.call);
  const moved = movedTo(publication, visit, isCancelled);
  const notice = isCancelled ? '取消：' : moved && moved.what !== 'vehicle' && moved.what !== 'added' ? '改期：' : '';
  return [
    'BEGIN:VEVENT',
    `UID:${visit.uid}`,
    `DTSTAMP:${publication.at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')}`,
    `SEQUENCE:${publication.revision}`,
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    zone.timed('DTSTART', date, beginMinutes),
    ...(Math.round(endMinutes) > Math.round(beginMinutes) ? [zone.timed('DTEND', date, endMinutes)] : []),
    `SUMMARY:${textOf(`${notice}${services}（${village.name}）`)}`,
    `LOCATION:${textOf(county.notices?.meetAt?.[village.id] ?? village.name)}`,
    `GEO:${village.place.lat.toFixed(6)};${village.place.lon.toFixed(6)}`,
    `DESCRIPTION:${textOf([...(moved ? [moved.words.zh] : []), describe(desk, visit)].join('\n'))}`,
    'TRANSP:TRANSPARENT',
    ...(isCancelled ? [] : ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-P1D', `DESCRIPTION:${textOf(`明天：${services}`)}`, 'END:VALARM']),
    'END:VEVENT',
  ];
}

/** Why a visit is not where it was published. */
function movedTo({ moved }: Publication, { call, date }: NumberedVisit, isCancelled: boolean): MovedVisit | undefined {
  return moved?.find((it) => it.call === call && (isCancelled ? it.from?.date === date && it.to === null : it.to?.date === date));
}

function describe({ county, calls, names }: Desk, visit: NumberedVisit): string {
  const { bring, phone, remark } = county.notices ?? {};
  const wanted = (calls.get(visit.call)?.services ?? []).flatMap(({ service }) => bring?.[service] ?? []);
  return [
    `${nameOfBy(visit.by, names)}`,
    ...(wanted.length > 0 ? [`请带：${[...new Set(wanted)].join('；')}`] : []),
    ...(phone ? [`电话：${phone}`] : []),
    ...(remark ? [remark] : []),
  ].join('\n');
}
