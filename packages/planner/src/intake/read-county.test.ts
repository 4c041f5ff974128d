import { expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { gcjOf } from './gcj02.ts';
import { readCounty } from './read-county.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const GOOD: Readonly<Record<string, string>> = {
  'county.csv': '项目,值\n县名,示例县\n开始日期,2026-11-30\n天数,28\n节假日,2026-12-25\n坐标系,wgs84\n',
  'villages.csv':
    '代码,村名,经度,纬度,常住人口,人口:0-6,人口:60～79岁,人口:80岁以上,需求:chronic,希望星期,希望时段\n' +
    '331127001200,城北村,119.63,27.98,200,10,60,20,7,二四,09:00-11:00\n331127001201,"王金垟村, 上",119.70,28.05,80,2,40,10,,,\n',
  'services.csv':
    '代码,名称,轮次,比例:60-79,比例:80+,每人分钟,准备分钟,台位,频次,最短间隔,最长间隔天,星期,时段,技能,设备,载荷:餐,配送\n' +
    'clinic,巡诊,clinic,0.2,30%,6,15,2,≤100：2；4,5,16,一至五,8:30-11:30；13:30-16:00,doctor、nurse,ecg,,否\n' +
    'chronic,慢病随访,clinic,0.1,,5,10,1,2,5,16,,,doctor,,,\nmeals,送餐,meals,,0.5,1,5,1,8,1,,,10:30-12:30,,,1,是\n',
  'depots.csv': 'id,name,lon,lat\nhospital,县医院,119.64,27.97\n',
  'vehicles.csv':
    'id,name,kind,depot,weekdays,daysOff,shift,maxOvertimeMinutes,restMinutes,restHours,meals,kg,skills,equipment,maxTrips,speedFactor,cruiseKmh,rangeKm,maxWindMs\n' +
    'bus1,巡诊车一,车,hospital,1-5,2026-12-03,08:00-17:30,30,45,11:00-13:00,,,"doctor,nurse",ecg,1,0.8,,,\n' +
    'uav,送餐机,无人机,hospital,每天,,08:00-17:30,,,,10,8,,,8,,60,30,8\n',
};

type Change = Readonly<Record<string, string | Uint8Array | null>>;
const read = (changes: Change = {}) =>
  readCounty(
    Object.entries({ ...GOOD, ...changes }).flatMap(([name, file]) =>
      file === null ? [] : [{ name, bytes: typeof file === 'string' ? utf8(file) : file }],
    ),
  );
const county = async (changes?: Change) => {
  const outcome = await read(changes);
  expect(outcome.ok ? [] : outcome.problems).toEqual([]);
  if (!outcome.ok) throw new Error('unreachable');
  return outcome;
};
const problemsOf = async (changes: Change): Promise<string[]> => {
  const outcome = await read(changes);
  return outcome.ok ? [] : outcome.problems.map(({ code, at }) => `${code} ${at}`);
};
const edit = (file: string, from: string, to: string): Change => {
  const text = GOOD[file] ?? '';
  expect(text).toContain(from);
  return { [file]: text.replace(from, to) };
};

test('a county comes out of its tables, whatever language the columns are in', async () => {
  const { value, warnings } = await county();
  expect(warnings).toEqual([]);
  expect(value.horizon).toEqual({ from: '2026-11-30', days: 28, holidays: ['2026-12-25'] });
  expect(value.villages[0]).toEqual({
    id: '331127001200',
    name: '城北村',
    place: { lon: 119.63, lat: 27.98 },
    residents: { '0-6': 10, '60-79': 60, '80+': 20, other: 110 },
    needs: { chronic: 7 },
    wishes: [{ weekdays: [2, 4], hours: { from: 540, to: 660 } }],
  });
  expect(value.villages[1]?.name).toBe('王金垟村, 上');
  const [clinic, , meals] = value.services;
  expect(clinic).toMatchObject({
    shares: { '60-79': 0.2, '80+': 0.3 },
    desks: 2,
    frequency: [
      { upToResidents: 100, visits: 2 },
      { upToResidents: null, visits: 4 },
    ],
    weekdays: [1, 2, 3, 4, 5],
    windows: [
      { from: 510, to: 690 },
      { from: 810, to: 960 },
    ],
    skills: ['doctor', 'nurse'],
    isDelivery: false,
  });
  expect(meals).toMatchObject({ loadPerPerson: { meals: 1 }, isDelivery: true, maxGapDays: null });
  expect(value.vehicles[0]).toMatchObject({ rest: { minutes: 45, from: 660, to: 780 }, travel: { kind: 'road', speedFactor: 0.8 } });
  expect(value.vehicles[1]).toMatchObject({ capacity: { meals: 10, kilograms: 8 }, travel: { kind: 'drone', rangeKm: 30 }, maxTrips: 8 });
});

test('what residents are told comes from the same tables: who publishes, where the vehicle stands, what to bring, rides to ask for', async () => {
  const { value } = await county({
    'county.csv': `${GOOD['county.csv']}发布单位,示例县卫健局\n电话,0578-000000\n网址,https://www.example.com\n`,
    'villages.csv': GOOD['villages.csv']?.replace('希望时段\n', '希望时段,停靠地点\n').replace('09:00-11:00\n', '09:00-11:00,村口\n') ?? '',
    'services.csv': GOOD['services.csv']?.replace('配送\n', '配送,请带\n').replace(',否\n', ',否,医保卡\n') ?? '',
    'rides.csv': '代码,名称,村代码,星期,时段,预约\nride-1,约车,331127001200、331127001201,一至五,8:00-17:00,前一天16:00\n',
  });
  expect(value.notices).toEqual({
    publisher: '示例县卫健局',
    phone: '0578-000000',
    url: 'https://www.example.com',
    bring: { clinic: '医保卡' },
    meetAt: { '331127001200': '村口' },
  });
  expect(value.rides).toMatchObject([
    { villages: ['331127001200', '331127001201'], booking: { kind: 'days-before', days: 1, until: 960 } },
  ]);
});

test('one workbook with a sheet for each table gives the same county', async () => {
  const { parse } = await import('csv-parse/sync');
  const names = Object.keys(GOOD);
  const sheets = names.map((name) => ({
    sheet: name.replace('.csv', ''),
    data: (parse(GOOD[name] ?? '') as string[][]).map((row) =>
      row.map((value) => (/^\d{12}$/.test(value) ? { value: Number(value), type: Number } : { value })),
    ),
  }));
  const bytes = new Uint8Array(await writeXlsx(sheets as never).toBuffer());
  const outcome = await readCounty([{ name: '示例县.xlsx', bytes }]);
  expect(outcome).toEqual(await read());
});

test('times, dates and shares that a spreadsheet keeps as numbers are what it shows', async () => {
  const time = (minutes: number) => ({ value: minutes / 1440, type: Number, format: 'h:mm' });
  const sheet = [
    [{ value: 'date' }, { value: 'windMs' }],
    [
      { value: new Date('2026-12-01T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
      { value: 3.5, type: Number },
    ],
  ];
  const lines = [['id', 'name', 'departures'].map((value) => ({ value })), [{ value: 'l1' }, { value: '一路' }, time(8 * 60 + 20)]];
  const stops = 'line,name,lon,lat,minutesFromStart\nl1,a,119.6,28,0\nl1,b,119.7,28,20\n';
  const book = async (rows: unknown) => new Uint8Array(await writeXlsx(rows as never).toBuffer());
  const { value } = await county({ 'weather.xlsx': await book(sheet), 'lines.xlsx': await book(lines), 'line-stops.csv': stops });
  expect(value.weather).toEqual([{ date: '2026-12-01', windMs: 3.5, isFlyable: true }]);
  expect(value.lines[0]?.departures).toEqual([500]);
});

test('villages may come as GeoJSON, with what it declares', async () => {
  const gcj = gcjOf({ lon: 119.63, lat: 27.98 });
  const feature = (id: string, lon: number, lat: number) => ({
    type: 'Feature',
    properties: { 代码: id, 村名: id, 常住人口: 100, '人口:60-79': 20, '人口:80+': 5 },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  });
  const json = { type: 'FeatureCollection', crs: 'GCJ-02', features: [feature('331127001200', gcj.lon, gcj.lat), feature('x', 119.7, 28)] };
  const { value } = await county({ 'villages.csv': null, 'villages.geojson': JSON.stringify(json) });
  expect(value.villages[0]?.place.lon).toBeCloseTo(119.63, 7);
  expect(value.villages[0]?.place.lat).toBeCloseTo(27.98, 7);
});

test('GBK is read, and said; so are a BOM, semicolons and full-width digits', async () => {
  // `id;name;lon;lat` and `h;县;１１９．６;２８` in GBK.
  const gbk = Uint8Array.from([
    ...utf8('id;name;lon;lat\nhospital;'),
    ...[0xcf, 0xd8, 0x3b, 0xa3, 0xb1, 0xa3, 0xb1, 0xa3, 0xb9, 0xa3, 0xae, 0xa3, 0xb6, 0x3b, 0xa3, 0xb2, 0xa3, 0xb8, 0x0a],
  ]);
  const { value, warnings } = await county({ 'depots.csv': gbk, 'county.csv': `\ufeff${GOOD['county.csv']}` });
  expect(value.depots).toEqual([{ id: 'hospital', name: '县', place: { lon: 119.6, lat: 28 } }]);
  expect(warnings.map(({ code, at }) => `${code} ${at}`)).toEqual(['plan/encoding-assumed depots.csv']);
  const both = await county({
    'depots.csv': gbk,
    'no-fly.csv': new Uint8Array([...utf8('name,outline\n'), 0xcf, 0xd8, ...utf8(',119 28;120 28;120 29\n')]),
  });
  expect(both.warnings.map(({ at }) => at)).toEqual(['depots.csv、no-fly.csv']);
});

test.each<[string, Change, string[]]>([
  ['a missing table', { 'vehicles.csv': null }, ['plan/missing-table vehicles']],
  ['a missing column', edit('services.csv', '每人分钟', '分钟'), ['plan/missing-column services.csv:1 minutesPerPerson']],
  ['a village without coordinates', edit('villages.csv', '119.63,27.98', ','), ['plan/no-place villages.csv:2 经度']],
  ['a typo in a weekday', edit('services.csv', '一至五', '一至八'), ['plan/bad-value services.csv:2 星期']],
  ['swapped coordinates', edit('villages.csv', '119.63,27.98', '27.98,119.63'), ['plan/swapped-coordinates villages.csv:2 经度']],
  ['a place far away', edit('villages.csv', '119.63,27.98', '109.63,27.98'), ['plan/place-far-away villages.csv:2 经度']],
  [
    'no declared coordinates',
    edit('county.csv', '坐标系,wgs84\n', ''),
    ['plan/crs-undeclared villages.csv:2 crs', 'plan/crs-undeclared depots.csv:2 crs'],
  ],
  ['unknown coordinates', edit('county.csv', 'wgs84', 'bd09'), ['plan/bad-value county.csv:6 坐标系']],
  ['a code that Excel rounded', edit('villages.csv', '331127001200', '3.31127E+11'), ['plan/code-rounded villages.csv:2 代码']],
  ['an id that is there twice', edit('villages.csv', '331127001201', '331127001200'), ['plan/id-twice villages.csv:3 代码']],
  ['a depot that is not there', edit('vehicles.csv', '车,hospital', '车,clinic'), ['plan/unknown-depot vehicles.csv:2 depot']],
  ['an age group that no village has', edit('services.csv', '比例:80+', '比例:90+'), ['plan/unknown-group services.csv:2 比例:90+']],
  ['a need for no service', edit('villages.csv', '需求:chronic', '需求:chronik'), ['plan/unknown-service villages.csv:2 需求:chronik']],
  ['age groups above the total', edit('villages.csv', ',200,', ',20,'), ['plan/residents-do-not-add-up villages.csv:2 常住人口']],
  ['a frequency without an end', edit('services.csv', '≤100：2；4', '≤100：2'), ['plan/bad-value services.csv:2 频次']],
  ['a rest without hours', edit('vehicles.csv', '11:00-13:00', ''), ['plan/rest-without-hours vehicles.csv:2 restHours']],
  ['a torn workbook', { 'x.xlsx': Uint8Array.from([0x50, 0x4b, 3, 4, 1]) }, ['plan/unreadable-file x.xlsx']],
  ['a stray quote', { 'depots.csv': 'id,name,lon,lat\n"a,b\n' }, ['plan/unreadable-file depots.csv']],
  ['an empty file', { 'depots.csv': '' }, ['plan/unreadable-file depots.csv']],
  ['a table twice', { '村庄.csv': GOOD['villages.csv'] ?? '' }, ['plan/table-twice 村庄.csv']],
])('%s is told with its place', async (_, changes, expected) => {
  const problems = await problemsOf(changes);
  expect(problems).toEqual(expect.arrayContaining(expected));
});

test('several mistakes in several files come at once', async () => {
  const problems = await problemsOf({
    ...edit('villages.csv', '119.63,27.98', ','),
    ...edit('services.csv', '一至五', '周八'),
    ...edit('vehicles.csv', '08:00-17:30', '17:30-08:00'),
  });
  expect(problems).toEqual([
    'plan/no-place villages.csv:2 经度',
    'plan/bad-value services.csv:2 星期',
    'plan/bad-value vehicles.csv:2 shift',
  ]);
});

test('a coordinate system that is not known is told once, not for every table; a column with a typo is named beside the missing one', async () => {
  expect(await problemsOf(edit('county.csv', 'wgs84', 'bd09'))).toEqual(['plan/bad-value county.csv:6 坐标系']);
  expect(await problemsOf(edit('vehicles.csv', 'depot', 'depott'))).toEqual([
    'plan/missing-column vehicles.csv:1 depot',
    'plan/unknown-column vehicles.csv:1 depott',
  ]);
});

test('no bytes make it throw', async () => {
  const names = ['county.csv', 'villages.geojson', 'services.xlsx', 'depots.csv', 'vehicles.tsv', 'weather.xls'];
  for (const bytes of [
    new Uint8Array(),
    utf8('{}'),
    utf8('[1'),
    utf8('null'),
    Uint8Array.from([0xff, 0xfe, 0x00]),
    utf8('a,b\n1,2,3\n"'),
  ]) {
    expect((await readCounty(names.map((name) => ({ name, bytes })))).ok).toBe(false);
  }
});
