import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { makeCounty } from '../../corpus/county.ts';
import { readChanges } from './read-changes.ts';
import { readCounty } from './read-county.ts';
import { readPlan } from './read-plan.ts';

const settings = { name: 'county.csv', bytes: strToU8('key,value\nname,x\nfrom,2026-03-02\ncrs,wgs84\n') };
const HEADER = 'id,name,lon,lat,residents,wishHours,wishWeekdays\n';
const problemsIn = async (name: string, bytes: string | Uint8Array) => {
  const outcome = await readCounty([settings, { name, bytes: typeof bytes === 'string' ? strToU8(bytes) : bytes }]);
  return outcome.ok ? outcome.warnings : outcome.problems;
};
const codesIn = async (name: string, bytes: string | Uint8Array): Promise<readonly string[]> =>
  (await problemsIn(name, bytes)).map(({ code, at }) => `${code} ${at}`);

const NS = 'http://schemas.openxmlformats.org';
/** A workbook with one sheet of this XML. */
const workbook = (rows: string): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8(`<Types xmlns="${NS}/package/2006/content-types"/>`),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${NS}/spreadsheetml/2006/main" xmlns:r="${NS}/officeDocument/2006/relationships"><sheets><sheet name="villages" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="${NS}/package/2006/relationships"><Relationship Id="rId1" Type="${NS}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${NS}/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`),
  });
const text = (address: string, value: string): string => `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`;

test.each([
  ['a cell in the last corner', '<c r="XFD1048576"><v>1</v></c>'],
  ['a cell beyond it', "<c s='1' r='ZZZZZZ99999999999'><v>1</v></c>"],
  ['a cell in disguise', '<c r="&#88;FD1048576"><v>1</v></c>'],
])('a small workbook with %s is refused before it fills the memory', async (_, cell) => {
  expect(await codesIn('v.xlsx', workbook(`<row r="1">${text('A1', 'id')}</row><row>${cell}</row>`))).toContain(
    'plan/unreadable-file v.xlsx',
  );
});

test('a workbook that unpacks to far more than a county is refused; an honest one is read', async () => {
  expect(await codesIn('v.xlsx', workbook(`<row r="1">${text('A1', 'a'.repeat(33 * 2 ** 20))}</row>`))).toContain(
    'plan/unreadable-file v.xlsx',
  );
  const honest = workbook(
    `<row r="1">${text('A1', 'id')}${text('B1', 'name')}</row><row r="2">${text('A2', '1')}${text('B2', 'r="XFD1048576"')}</row>`,
  );
  expect(await codesIn('v.xlsx', honest)).toContain('plan/missing-column v.xlsx:1 lon');
});

test('a table of a hundred thousand columns is no table of a county', async () => {
  const header = Array.from({ length: 100_000 }, (_, at) => `c${at}`).join();
  expect(await codesIn('villages.csv', `${header}\n${'1,2\n'.repeat(2000)}`)).toContain('plan/unreadable-file villages.csv');
});

test.each([
  ['hours', `1,a,119,28,5,8${' '.repeat(200_000)}x,\n`],
  ['weekdays', `1,a,119,28,5,,1${' '.repeat(200_000)}x\n`],
])('a cell of blanks among %s is answered at once, and its quotation is short', async (_, row) => {
  const problems = await problemsIn('villages.csv', HEADER + row);
  expect(problems.map(({ code }) => code)).toContain('plan/bad-value');
  for (const { words, at } of problems) expect(words.zh.length + words.en.length + at.length).toBeLessThan(2000);
});

test('a header of brackets is answered at once', async () => {
  const problems = await problemsIn('villages.csv', `id,name,lon,lat,${'('.repeat(200_000)}\n1,a,119,28,1\n`);
  expect(problems.map(({ code }) => code)).toContain('plan/unknown-column');
});

test.each(['1e999', '9'.repeat(400)])('residents beyond all numbers are not understood', async (residents) => {
  expect(await codesIn('villages.csv', `${HEADER}1,a,119,28,${residents},,\n`)).toContain('plan/bad-value villages.csv:2 residents');
});

test('a wrong column of a long table is told a thousand times, and how often more', async () => {
  const problems = await problemsIn('villages.csv', HEADER + Array.from({ length: 3000 }, (_, at) => `${at},a,119,28,x,,\n`).join(''));
  expect(problems.length).toBe(1001);
  expect(problems.at(-1)?.code).toBe('plan/more-problems');
});

test.each(['__proto__', 'constructor', 'hasOwnProperty'])('a load called %s is not known', async (load) => {
  expect(await codesIn('services.csv', `id,name,minutesPerPerson,frequency,load:${load}\n1,a,1,2,1\n`)).toContain(
    `plan/unknown-load services.csv:2 load:${load}`,
  );
});

test('a plan of the 30th of February is no plan', () => {
  const read = readPlan('plan.json', JSON.stringify({ county: 'x', from: '2026-02-30', search: {} }));
  expect(read.ok ? '' : read.problems[0]?.words.en).toContain('from');
});

test.each(['119.5', '119.5,95', '119.5,28,-3', '119.5,28,100,7', '-5', '1.5e300,28', '1e400'])('%s is nowhere to close a road', (where) => {
  const { county } = makeCounty(1, { villages: 1 });
  const read = readChanges(county, { vehicleOut: [], roadClosed: [`x@2026-03-05@${where}`], move: [], noFlying: [] });
  expect(read.ok ? [] : read.problems.map(({ code }) => code)).toEqual(['plan/bad-change']);
});

test('days without flying are those of the horizon, however long the span', () => {
  const { county } = makeCounty(1, { villages: 1 });
  const read = readChanges(county, { vehicleOut: [], roadClosed: [], move: [], noFlying: ['0001-01-01..9999-12-31'] });
  expect(read.ok && read.value[0]?.kind === 'weather' && read.value[0].days.length).toBe(county.horizon.days);
});
