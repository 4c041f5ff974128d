import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from './command.ts';

const base = mkdtempSync(join(tmpdir(), 'yinzheng-plan-'));
afterAll(() => rmSync(base, { recursive: true }));

const TABLES: Readonly<Record<string, string>> = {
  'county.csv': '项目,值\n县名,示例县\n开始日期,2026-11-30\n天数,14\n坐标系,wgs84\n',
  'villages.csv':
    '代码,村名,经度,纬度,人口:60-79,人口:80+\n331127001200,城北村,119.63,27.98,60,20\n331127001201,王金垟村,119.70,28.05,40,10\n331127001202,岗石村,119.58,27.91,55,12\n',
  'services.csv':
    '代码,名称,比例:60-79,比例:80+,每人分钟,准备分钟,频次,最短间隔天,最长间隔天,星期,技能\nclinic,巡诊,0.1,30%,6,15,2,6,8,一至五,doctor\n',
  'depots.csv': 'id,name,lon,lat\nhospital,县医院,119.64,27.97\n',
  'vehicles.csv': 'id,name,depot,shift,skills\nbus1,巡诊车一,hospital,08:00-17:30,doctor\n',
};

let count = 0;
function countyFolder(changes: Readonly<Record<string, string | null>> = {}): string {
  const folder = join(base, String(count++));
  mkdirSync(folder);
  for (const [name, text] of Object.entries({ ...TABLES, ...changes })) if (text !== null) writeFileSync(join(folder, name), text);
  return folder;
}

async function yinzheng(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    env: { LANG: 'en_US' },
    print: (line: string) => void out.push(line),
    complain: (line: string) => void err.push(line),
  };
  return { exit: await run(args, terminal), out: out.join('\n'), err: err.join('\n') };
}

test('a folder of tables becomes a plan, a timetable, calendars, a feed, maps and posters', { timeout: 60_000 }, async () => {
  const folder = countyFolder();
  const made = await yinzheng(folder, '--rounds', '50');
  expect(made.err).toContain('[plan/no-roads]');
  expect(made.out).toContain('6 of 6 placed');
  expect(made.exit).toBe(0);
  for (const name of ['plan.json', 'report.html', 'gtfs.zip', 'timetable', 'calendars', 'geojson', 'posters/all.pdf']) {
    expect(existsSync(join(folder, 'plan', name))).toBe(true);
  }
  const again = await yinzheng(folder, '--rounds', '50', '--json');
  expect(JSON.parse(again.out)).toMatchObject({ violations: [], plan: JSON.parse(readFileSync(join(folder, 'plan/plan.json'), 'utf8')) });
});

test('a plan holds against its county, and no longer when a stop is shortened, a crew is off or the file is torn', async () => {
  const folder = countyFolder();
  await yinzheng(folder, '--rounds', '20');
  const path = join(folder, 'plan/plan.json');
  expect(await yinzheng('check', folder, path)).toMatchObject({ exit: 0, out: 'No violation; 0 visits are declared missing.' });
  const text = readFileSync(path, 'utf8');
  const plan = JSON.parse(text);
  writeFileSync(path, JSON.stringify({ ...plan, tours: plan.tours.slice(1) }));
  const spoiled = await yinzheng('check', folder, path);
  expect([spoiled.exit, spoiled.err]).toEqual([1, expect.stringContaining('[check/visits]')]);
  const off = countyFolder({
    'vehicles.csv': `${TABLES['vehicles.csv']?.replace('skills\n', 'skills,daysOff\n').replace('doctor\n', `doctor,${plan.tours[0].date}\n`)}`,
  });
  writeFileSync(path, text);
  expect((await yinzheng('check', off, path)).err).toContain('[check/day-off]');
  writeFileSync(path, text.slice(0, 100));
  expect(await yinzheng('check', folder, path)).toMatchObject({ exit: 1, err: expect.stringContaining('[plan/bad-plan]') });
});

test('for a village, by name or code, it is told why this day and what others would cost', async () => {
  const folder = countyFolder();
  await yinzheng(folder, '--rounds', '20', '--no-reasons');
  const path = join(folder, 'plan/plan.json');
  const told = await yinzheng('explain', folder, path, '--village', '岗石村');
  expect(told.exit).toBe(0);
  expect(told.out).toMatch(/^岗石村, 巡诊: /);
  expect(told.out).not.toContain('城北村');
  const all = JSON.parse((await yinzheng('explain', folder, path, '--json')).out);
  expect(all.calls.map(({ village }: { village: string }) => village)).toEqual(['331127001200', '331127001201', '331127001202']);
  expect((await yinzheng('explain', folder, path, '--village', '岗石')).err).toContain('Is it 岗石村?');
  expect(await yinzheng('explain', folder, path, '--village', '没有村')).toMatchObject({
    exit: 1,
    err: expect.stringContaining('[plan/unknown-village]'),
  });
});

test('where crews are short it is told what is in each other’s way, and what one more vehicle would buy', async () => {
  const folder = countyFolder({
    'services.csv': TABLES['services.csv']?.replace(',6,15,2,', ',40,15,2,') ?? '',
    'vehicles.csv': 'id,name,depot,weekdays,shift,skills\nbus1,巡诊车一,hospital,2,08:00-17:30,doctor\n',
  });
  await yinzheng(folder, '--rounds', '20', '--no-reasons');
  const told = await yinzheng('explain', folder, join(folder, 'plan/plan.json'));
  expect(told.out).toMatch(/cannot all be had; without any one of them the others can|cannot be had at all/);
  expect(told.out).toContain('one more vehicle like “巡诊车一”: ');
});

test('a path that is not there, or is a file, is told in words before anything is searched for', async () => {
  const folder = countyFolder();
  const err = async (...args: readonly string[]) => (await yinzheng(...args)).err;
  expect(await err(join(folder, 'nowhere'))).toBe(`There is no “${join(folder, 'nowhere')}”; check the path.`);
  expect(await err('check', folder, join(folder, 'plan.json'))).toBe(`There is no “${join(folder, 'plan.json')}”; check the path.`);
  const inFile = await yinzheng(folder, '--out', join(folder, 'county.csv', 'plan'));
  expect(inFile).toMatchObject({ exit: 2, out: '', err: expect.stringContaining('something on its path is a file') });
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written to is told before the search', async () => {
  const folder = countyFolder();
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o555 });
  const made = await yinzheng(folder, '--out', join(closed, 'plan'));
  expect(made).toMatchObject({ exit: 2, out: '', err: expect.stringContaining('may not be read or written') });
  expect(made.err).not.toContain('rounds');
});

test('fixed sites are chosen two ways, beside those of today, and written for a map', async () => {
  const folder = countyFolder();
  const out = join(folder, 'sites');
  const { exit, out: told } = await yinzheng('sites', folder, '--sites', '1', '--within', '25', '--open', '城北村', '--out', out);
  expect(exit).toBe(0);
  expect(told).toMatch(/^Today: 城北村\n.*\nLeast way \(p-median\): .+ \(proved optimal\)\n.*\nMost people within 25 minutes: /);
  const { features } = JSON.parse(readFileSync(join(out, 'sites.geojson'), 'utf8'));
  expect(features).toHaveLength(3);
  expect(features[0].properties['today: open']).toBe(true);
  expect((await yinzheng('sites', folder, '--sites', '9')).exit).toBe(1);
});

test('after a breakdown what moves is told, history stays, and the new plan holds against the changed county', async () => {
  const folder = countyFolder({ 'vehicles.csv': `${TABLES['vehicles.csv']}bus2,巡诊车二,hospital,08:00-17:30,doctor\n` });
  await yinzheng(folder, '--rounds', '20', '--no-reasons');
  const path = join(folder, 'plan/plan.json');
  const plan = JSON.parse(readFileSync(path, 'utf8'));
  const { vehicle, date } = plan.tours.at(-1);
  const out = join(folder, 'changed');
  const told = await yinzheng('change', folder, path, '--as-of', date, '--vehicle-out', `${vehicle}@${date}`, '--out', out, '--no-reasons');
  expect(told.out).toMatch(/^[1-9]\d* visits change:/);
  const after = JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8'));
  expect(after.tours.filter((it: { vehicle: string; date: string }) => it.vehicle === vehicle && it.date === date)).toEqual([]);
  const history = (all: { date: string }[]) => all.filter((it) => it.date < date);
  expect(history(after.tours)).toEqual(history(plan.tours));
  expect(told.out).not.toContain('do not publish');
  // What happened stays beside the plan: it is checked, and changed again, against the county as it is now.
  const changed = join(out, 'plan.json');
  expect(await yinzheng('check', folder, changed)).toMatchObject({ exit: 0 });
  expect(JSON.parse(readFileSync(join(out, 'changes.json'), 'utf8'))).toMatchObject([{ asOf: date, changes: [{ kind: 'vehicle-out' }] }]);
  expect(readFileSync(join(out, 'changes.csv'), 'utf8').split('\r\n').length).toBeGreaterThan(2);
  expect(readFileSync(join(out, 'changes.txt'), 'utf8')).toContain('is out of service');
  expect(readFileSync(join(out, 'calendars/all.ics'), 'utf8')).toContain('因巡诊车');
  const again = join(folder, 'again');
  await yinzheng('change', folder, changed, '--as-of', date, '--move', '城北村@1 2 3', '--out', again, '--no-reasons');
  expect(JSON.parse(readFileSync(join(again, 'changes.json'), 'utf8'))).toHaveLength(2);
  expect((await yinzheng('check', folder, join(again, 'plan.json'))).err).not.toContain('[check/day-off]');
  writeFileSync(join(again, 'changes.json'), '[{"asOf":"soon"}]');
  expect((await yinzheng('check', folder, join(again, 'plan.json'))).err).toContain('[plan/bad-changes]');
  expect(await yinzheng('change', folder, path, '--as-of', date, '--vehicle-out', `ghost@${date}`)).toMatchObject({
    exit: 1,
    err: expect.stringContaining('[plan/bad-change]'),
  });
});

test('on a bad day everything that is wrong is told at once, with file, row and column, and nothing is written', async () => {
  const folder = countyFolder({
    'villages.csv': TABLES['villages.csv']?.replace('119.70,28.05', ',') ?? '',
    'services.csv': TABLES['services.csv']?.replace('一至五', '一至八').replace('每人分钟', '分钟数') ?? '',
    'depots.csv': null,
  });
  const { exit, err, out } = await yinzheng(folder, '--rounds', '5');
  expect(exit).toBe(1);
  expect(out).toBe('');
  for (const told of ['villages.csv:3 经度: ', 'services.csv:2 星期: ', 'services.csv:1 minutesPerPerson: ', '[plan/missing-table]'])
    expect(err).toContain(told);
  expect(existsSync(join(folder, 'plan'))).toBe(false);
});

test('who cannot be served is named, with the reason, and the exit code says so', async () => {
  const folder = countyFolder({ 'vehicles.csv': TABLES['vehicles.csv']?.replace(',doctor', ',driver') ?? '' });
  const { exit, out } = await yinzheng(folder, '--rounds', '5');
  expect(exit).toBe(1);
  expect(out).toContain('6 visits not placed, no vehicle fits (crew, equipment, room or hours): 城北村');
});

test('where visits find no room it is told what conflicts and what would help', { timeout: 120_000 }, async () => {
  const folder = countyFolder({
    'services.csv': TABLES['services.csv']?.replace(',6,15,', ',20,200,') ?? '',
    'vehicles.csv': TABLES['vehicles.csv']?.replace('skills\n', 'skills,星期\n').replace('doctor\n', 'doctor,一\n') ?? '',
  });
  const { exit, out } = await yinzheng(folder, '--rounds', '20');
  expect(exit).toBe(1);
  expect(out).toMatch(/visits not placed, no room: /);
  expect(out).toMatch(/^Conflict: .+$/m);
  expect(out).toMatch(/^Would help: .+$/m);
});

test('a contradiction in what is asked for names it', async () => {
  const folder = countyFolder({ 'services.csv': TABLES['services.csv']?.replace(',2,6,8,', ',2,8,9,') ?? '' });
  const { exit, err } = await yinzheng(folder, '--rounds', '5');
  expect([exit, err]).toEqual([1, expect.stringContaining('[plan/round-too-many-visits]')]);
});

test('a folder with other things in it is not written to', async () => {
  const folder = countyFolder();
  const other = join(base, 'other');
  cpSync(folder, other, { recursive: true });
  expect(await yinzheng(folder, '--rounds', '5', '--out', other)).toMatchObject({
    exit: 2,
    err: expect.stringContaining('Name another folder'),
  });
});

test.each([
  [['--rounds', 'x', 'f'], 'Wrong usage: --rounds'],
  [['--seconds', '0', 'f'], 'Wrong usage: --seconds'],
  [[], 'Wrong usage: FOLDER'],
  [['check', 'f'], 'Wrong usage: check FOLDER plan.json'],
  [['explain', 'f'], 'Wrong usage: explain FOLDER plan.json'],
  [['sites', 'f'], 'Wrong usage: --sites'],
  [['change', 'f', 'p'], 'Wrong usage: --as-of'],
  [['change', 'f', 'p', '--as-of', '2026-12-08'], 'Wrong usage: --vehicle-out'],
  [['/nowhere/at/all'], 'There is no “/nowhere/at/all”'],
])('%j is a question that cannot be asked', async (args, told) => {
  expect(await yinzheng(...args)).toMatchObject({ exit: 2, err: expect.stringContaining(told) });
});

test('what the READMEs tell people to type plans the sample county, and finds its plan good', { timeout: 120_000 }, async () => {
  const root = join(import.meta.dirname, '../../../..');
  const out = join(base, 'readme');
  const lines = ['README.md', 'apps/cli/README.md', 'samples/mountain-county/README.md', 'docs/planning-outreach.md'].flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^npx yinzheng plan ([^#\n]+)/gm)].map(([, typed = '']) => typed.trim()),
  );
  expect(lines.length).toBeGreaterThan(3);
  for (const line of new Set(lines)) {
    const typed = line.split(/\s+/).map((it) => it.replace(/^samples\//, `${root}/samples/`).replace(/^out(?=\/|$)/, out));
    const short = typed[0] === 'check' ? [] : ['--rounds', '60', '--no-reasons'];
    const { exit, out: told } = await yinzheng(...typed, ...short);
    expect([line, exit, told]).toEqual([line, 0, expect.stringMatching(/318 of 318 placed|No violation/)]);
  }
});
