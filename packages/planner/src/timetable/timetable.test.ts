import { expect, test } from 'vitest';
import { hostilePlanned, smallPlanned } from '../../testing/small-county.ts';
import { weekdayOf } from '../demand/calendar.ts';
import { timetableByVehicle } from './by-vehicle.ts';
import { timetableByVillage } from './by-village.ts';
import { csvFile } from './csv.ts';
import { addDays, clockZh } from './dates.ts';
import { gini } from './figures/crews.ts';
import { figuresOf } from './figures/figures.ts';
import { fileNamesOf } from './output-file.ts';
import { writeTimetable } from './write-timetable.ts';

const { county, calls, plan } = smallPlanned();
const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

test('days of the calendar have the weekday that the calendar says', () => {
  expect(weekdayOf('2027-01-04')).toBe(1);
  expect(weekdayOf('2027-01-10')).toBe(7);
  expect(weekdayOf('1969-12-31')).toBe(3);
  expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
  expect([clockZh(569.6), clockZh(1450)]).toEqual(['09:30', '次日 00:10']);
});

test('every village has its timetable, and what is missing is said', () => {
  const villages = timetableByVillage(county, calls, plan);
  expect(villages.map(({ village }) => village)).toEqual(county.villages.map(({ id }) => id));
  expect(villages[3]?.rounds.map(({ round, visits }) => [round, visits.map(({ date, by }) => `${date} ${by.id}`)])).toEqual([
    ['clinic', ['2027-01-05 v1', '2027-01-12 v1']],
    ['parcels', ['2027-01-06 b7', '2027-01-15 b7']],
  ]);
  expect(villages.map(({ rounds }) => rounds.reduce((sum, round) => sum + round.missing, 0))).toEqual([0, 0, 0, 0, 1, 2]);
});

test("two trips of one day stand in one crew's day, in order", () => {
  const days = timetableByVehicle(county, { ...plan, tours: plan.tours.toReversed() });
  expect(days.find(({ date }) => date === '2027-01-05')?.tours.map(({ trip }) => trip)).toEqual([1, 2]);
  expect(days.map(({ vehicle }) => vehicle)).toEqual([...Array(5).fill('v1'), 'v2', 'v2', 'd1', 'd1']);
});

test('figures count what is kept, who is reached and how long people wait', () => {
  const figures = figuresOf(county, calls, plan);
  expect(figures.coverage).toMatchObject({ promised: 20, kept: 17, villages: { whole: 4, partly: 1, none: 1, unasked: 0 } });
  expect(figures.coverage.residents[1]).toEqual({ group: '60-79', all: 146, reached: 141, whole: 132 });
  expect(figures.waits.find(({ call }) => call.endsWith('201/bath'))).toMatchObject({ gaps: [8, 6], longestDays: 8, broken: 0 });
  expect(figures.waits.find(({ call }) => call.endsWith('205/clinic'))).toMatchObject({ gaps: [14], broken: 1 });
  expect(figures.waits.find(({ call }) => call.endsWith('206/clinic'))).toMatchObject({ gaps: [], longestDays: null });
  expect(figures.longestWait?.longestDays).toBe(14);
  expect(figures.regularity).toEqual({ visits: 16, onWeekday: 12, onHour: 15 });
  expect(figures.crews[0]).toMatchObject({ vehicle: 'v1', days: 5, visits: 9, workMinutes: 390 + 390 + 150 + 150 + 370 + 105 });
});

test('a visit too many in one place mends no visit too few in another', () => {
  const extra = plan.tours[0];
  const doubled = { ...plan, tours: extra ? [...plan.tours, { ...extra, date: '2027-01-08' }] : [] };
  expect(figuresOf(county, calls, doubled).coverage.kept).toBe(17);
});

test('a village that got one visit less is not counted as whole', () => {
  const less = { ...plan, tours: plan.tours.slice(1) };
  expect(figuresOf(county, calls, less).coverage).toMatchObject({ kept: 15, villages: { whole: 2, partly: 3 } });
});

test('gini is 0 for equal shares and nears 1 when one does all', () => {
  expect(gini([3, 3, 3])).toBe(0);
  expect(gini([0, 0, 0, 8])).toBe(0.75);
  expect(gini([1, 3])).toBe(0.25);
  expect(gini([])).toBe(0);
});

test('spreadsheets open in Excel with Chinese headers, and no name becomes a formula', () => {
  const files = writeTimetable(county, calls, plan);
  const village = text(files[0]?.bytes ?? new Uint8Array());
  expect(village.startsWith('\uFEFF村庄,村码,服务,日期,星期,开始,结束,车辆或班线,趟次\r\n')).toBe(true);
  expect(village).toContain('\r\n溪口村,331127100201,巡回门诊、慢病随访,2027-01-04,周一,09:00,10:30,巡回医疗一号车,1\r\n');
  expect(village.trimEnd().split('\r\n').length).toBe(18);
  const { county: bad } = hostilePlanned();
  expect(text(writeTimetable(bad, calls, plan)[0]?.bytes ?? new Uint8Array())).toContain(`\r\n"'=1+1,""甲""\r\n乙",`);
});

test('names of files hold no path and no reserved character, and no two are alike', () => {
  const names = fileNamesOf([
    { id: '1', name: '../..\\a村' },
    { id: 'x/y', name: '村' },
    { id: 'x:y', name: '村' },
    { id: 'X?Y', name: '村' },
    { id: '..', name: '\u202E反"写' },
  ]);
  expect([...names.values()]).toEqual(['-..-a村-1', '村-x-y', '村-x-y~2', '村-X-Y~3', '-反-写--']);
});

test('no cell runs: formulas in wide signs, behind blanks and behind marks that nobody sees are text', () => {
  for (const sign of ['＝1+1', ' =1+1', '\u200b=1+1', '\n=1+1', '＠SUM(1)', '\u202e-2+3']) {
    const text = new TextDecoder().decode(csvFile('x.csv', ['h'], [[sign]]).bytes);
    expect(text.split('\r\n')[1]?.replace(/^"/, '').startsWith("'")).toBe(true);
  }
  expect(new TextDecoder().decode(csvFile('x.csv', ['h'], [[-5]]).bytes)).toContain('\r\n-5\r\n');
});

test('a file name has room for its ending on every system, also when each sign takes four octets', () => {
  const name = fileNamesOf([{ id: '🚑'.repeat(60), name: '🏔'.repeat(60) }]).get('🚑'.repeat(60));
  expect(Buffer.byteLength(`${name}~99.geojson`)).toBeLessThanOrEqual(255);
});
