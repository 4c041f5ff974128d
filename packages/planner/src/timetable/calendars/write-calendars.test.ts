import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostilePlanned, smallPlanned } from '../../../testing/small-county.ts';
import type { OutputFile } from '../output-file.ts';
import { contentOf, textOf } from './content-lines.ts';
import { type Publication, writeCalendars } from './write-calendars.ts';

const { county, calls, plan } = smallPlanned();
const FIRST: Publication = { at: new Date('2026-12-20T08:00:00Z'), revision: 0 };

type Entry = Readonly<Record<string, string>>;

/** A strict reader: CRLF, 75 octets, known nesting; gives the VEVENTs by property, parameters kept in the name. */
function readEntries({ bytes }: OutputFile): readonly Entry[] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  const physical = text.slice(0, -2).split('\r\n');
  for (const line of physical) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  }
  const entries: Record<string, string>[] = [];
  const open: string[] = [];
  for (const line of text.slice(0, -2).replaceAll('\r\n ', '').split('\r\n')) {
    const colon = line.indexOf(':');
    expect(colon).toBeGreaterThan(0);
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)];
    expect(name).toMatch(/^[A-Z-]+(;TZID=[\w/]+)?$/);
    if (name === 'BEGIN') open.push(value);
    else if (name === 'END') expect(open.pop()).toBe(value);
    else if (open.at(-1) === 'VEVENT') {
      const entry = entries.at(-1) ?? {};
      expect(entry[name]).toBeUndefined();
      entry[name] = value;
    }
    if (name === 'BEGIN' && value === 'VEVENT') entries.push({});
  }
  expect(open).toEqual([]);
  for (const entry of entries) for (const name of ['UID', 'DTSTAMP', 'SEQUENCE', 'SUMMARY', 'STATUS']) expect(entry[name]).toBeTruthy();
  expect(new Set(entries.map(({ UID }) => UID)).size).toBe(entries.length);
  return entries;
}

const all = (publication = FIRST, of = plan): readonly Entry[] =>
  readEntries(writeCalendars(county, calls, of, publication)[0] as OutputFile);

test('every village has its file, and together they hold what the one of all holds', () => {
  const files = writeCalendars(county, calls, plan, FIRST);
  expect(files.map(({ name }) => name).slice(0, 2)).toEqual(['calendars/all.ics', 'calendars/溪口村-331127100201.ics']);
  expect(files.length).toBe(1 + county.villages.length);
  expect(
    files
      .slice(1)
      .flatMap(readEntries)
      .map(({ UID }) => UID)
      .sort(),
  ).toEqual(
    all()
      .map(({ UID }) => UID)
      .sort(),
  );
});

test("an entry says when by Shanghai's clock, what, where, what to bring and whom to call", () => {
  const entry = all().find(({ UID }) => UID === '331127100202%2Fclinic-2027-01-04-2@outreach.yinzheng');
  expect(entry).toMatchObject({
    'DTSTART;TZID=Asia/Shanghai': '20270111T130000',
    'DTEND;TZID=Asia/Shanghai': '20270111T143000',
    SUMMARY: '巡回门诊、慢病随访（大漈乡西二畲族村龙潭背自然村）',
    LOCATION: '龙潭背廊桥头停车场',
    GEO: '28.020000;119.700000',
    DESCRIPTION:
      '巡回医疗一号车\\n请带：身份证、医保卡、正在吃的药；上次的随访本\\n电话：0578-5000000\\n大雪、塌方等不能来时，村里广播另行通知。',
  });
  expect(all().find(({ UID }) => UID?.includes('204%2Fparcels'))?.['DTEND;TZID=Asia/Shanghai']).toBeUndefined();
});

test('a moved visit keeps its name under a higher number, and a visit that is no more is told as cancelled', () => {
  const tours = plan.tours
    .filter(({ vehicle, date }) => !(vehicle === 'v2' && date === '2027-01-14'))
    .map((tour) => (tour.date === '2027-01-11' ? { ...tour, date: '2027-01-08' } : tour));
  const before = all();
  const after = all({ at: new Date('2027-01-02T00:00:00Z'), revision: 3, previous: plan }, { ...plan, tours });
  expect(after.map(({ UID }) => UID).sort()).toEqual(before.map(({ UID }) => UID).sort());
  const cancelled = after.filter(({ STATUS }) => STATUS === 'CANCELLED');
  expect(cancelled.map((entry) => [entry.UID, entry['DTSTART;TZID=Asia/Shanghai']])).toEqual([
    ['331127100201%2Fbath-2027-01-04-2@outreach.yinzheng', '20270114T090000'],
    ['331127100202%2Fbath-2027-01-04-2@outreach.yinzheng', '20270114T132000'],
  ]);
  for (const { SEQUENCE } of after) expect(SEQUENCE).toBe('3');
});

test('visits of another horizon are over, not cancelled', () => {
  const previous = { ...plan, from: '2026-12-21' };
  expect(all({ ...FIRST, previous }).some(({ STATUS }) => STATUS === 'CANCELLED')).toBe(false);
});

test('a clock that changes within the plan is told in UTC', () => {
  const abroad = { ...county, timeZone: 'Europe/Andorra' };
  const from = '2027-03-22';
  const tours = plan.tours.slice(0, 2).map((tour, week) => ({ ...tour, date: week === 0 ? '2027-03-26' : '2027-03-29' }));
  const [file] = writeCalendars(abroad, calls, { ...plan, from, tours, lineDeliveries: [] }, FIRST);
  const entries = readEntries(file as OutputFile).filter(({ SUMMARY }) => SUMMARY?.includes('溪口村'));
  expect(entries.map(({ DTSTART }) => DTSTART)).toEqual(['20270326T080000Z', '20270329T070000Z']);
  expect(readEntries(writeCalendars({ ...county, timeZone: 'Nowhere/At all' }, calls, plan, FIRST)[0] as OutputFile)[0]?.DTSTART).toBe(
    '20270104T090000Z',
  );
});

test('names that attack leave whole calendars', () => {
  const hostile = hostilePlanned();
  const files = writeCalendars(hostile.county, calls, plan, FIRST);
  expect(files.flatMap(readEntries).length).toBe(2 * all().length);
  for (const { name } of files) expect(name).toMatch(/^calendars\/[^/\\]+\.ics$/);
});

test('any text comes back whole after folding and escaping', () => {
  const unescaped = (value: string): string => value.replaceAll(/\\([\\;,n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const written = contentOf([`SUMMARY:${textOf(text)}`]);
      for (const line of written.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const value = written.slice(8, -2).replaceAll('\r\n ', '');
      expect(unescaped(value)).toBe(
        text
          .toWellFormed()
          .replaceAll(/\r\n|[\r\n\u0085\u2028\u2029]/g, '\n')
          .replaceAll(/[^\P{Cc}\n]/gu, ''),
      );
    }),
    { seed: 11, numRuns: 300 },
  );
});
