import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { Refused } from '../../ports/refused.ts';
import { MAX_ROWS } from './limits.ts';
import { openTables } from './open-tables.ts';

const tables = openTables();
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (bytes: Uint8Array, name = 'x.csv') => tables.readTable(name, bytes);
const cellsOf = async (bytes: Uint8Array) => (await read(bytes)).rows.map(({ cells }) => cells);
const refusal = async (reading: Promise<unknown>): Promise<Refused> => {
  const cause = await reading.then(
    () => null,
    (it: unknown) => it,
  );
  expect(cause).toBeInstanceOf(Refused);
  return cause as Refused;
};

/** `代码,名称` and `1,滨江` in GB18030, as Excel of a Chinese Windows saves them. */
const GB18030 = Uint8Array.from([
  0xb4, 0xfa, 0xc2, 0xeb, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x0d, 0x0a, 0x31, 0x2c, 0xb1, 0xf5, 0xbd, 0xad, 0x0d, 0x0a,
]);

test.each<[string, Uint8Array]>([
  ['UTF-8', utf8('代码,名称\n1,滨江\n')],
  ['UTF-8 with a byte order mark', utf8('\ufeff代码,名称\n1,滨江\n')],
  ['UTF-8 with CRLF and no last line end', utf8('代码,名称\r\n1,滨江')],
  ['GB18030', GB18030],
  ['UTF-16 with tabs, Excel’s "Unicode text"', new Uint8Array(Buffer.from('\ufeff代码\t名称\r\n1\t滨江\r\n', 'utf16le'))],
  ['semicolons', utf8('代码;名称\n1;滨江\n')],
  ['spaces around cells', utf8(' 代码 , 名称\n1 ,　滨江 \n')],
])('the same table comes out of %s', async (_, bytes) => {
  expect(await read(bytes)).toEqual({ header: ['代码', '名称'], rows: [{ number: 2, cells: ['1', '滨江'] }] });
});

test('a quoted cell may hold commas, quotes and line breaks, and counts as one row', async () => {
  const { rows } = await read(utf8('a,b\n"one, ""two""\nthree",x\n,y\n'));
  expect(rows).toEqual([
    { number: 2, cells: ['one, "two"\nthree', 'x'] },
    { number: 3, cells: ['', 'y'] },
  ]);
});

test('rows keep the numbers that the spreadsheet shows, whatever is empty between or above them', async () => {
  const { header, rows } = await read(utf8('\n\na,b\n\n1,2\n,\n\n3,4\n'));
  expect(header).toEqual(['a', 'b']);
  expect(rows.map(({ number }) => number)).toEqual([5, 8]);
});

test('a short row is filled up, and what lies beyond the header is left out', async () => {
  expect(await cellsOf(utf8('a,b\n1\n1,2,3\n'))).toEqual([
    ['1', ''],
    ['1', '2'],
  ]);
});

test('an XLSX gives the same rows, its codes to the last digit, its dates as dates, its empty rows counted', async () => {
  const sheet = [
    [{ value: '代码' }, { value: '生效日期' }, { value: '负责人' }],
    [],
    [
      { value: 330_381_002_000, type: Number },
      { value: new Date('2026-01-01T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
      { value: true, type: Boolean },
    ],
    [{ value: '  330381002033 ' }, null, { value: false, type: Boolean }],
  ];
  const bytes = await writeXlsx(sheet as never).toBuffer();
  expect(await read(new Uint8Array(bytes), '名册.xlsx')).toEqual({
    header: ['代码', '生效日期', '负责人'],
    rows: [
      { number: 3, cells: ['330381002000', '2026-01-01', 'yes'] },
      { number: 4, cells: ['330381002033', '', 'no'] },
    ],
  });
});

test.each<[string, Uint8Array, string]>([
  ['nothing', new Uint8Array(), 'empty'],
  ['spaces and commas only', utf8(' ,\n,,\n'), 'empty'],
  ['an old .xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), '.xls'],
  ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0xff]), 'neither text nor XLSX'],
  ['a quote that never closes', utf8('a,b\n"1,2\n'), 'Quote'],
  ['a zip that is no XLSX', zipSync({ 'a.txt': utf8('a') }), ''],
  ['a torn XLSX', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]), ''],
])('%s is refused with a reason', async (_, bytes, detail) => {
  const refused = await refusal(read(bytes, 'x.csv'));
  expect(refused.code).toBe('import/unreadable');
  expect(refused.params.file).toBe('x.csv');
  expect(refused.params.detail).toContain(detail);
  expect(refused.params.detail).not.toBe('');
});

/** An archive whose directory says that its one part unpacks to so many bytes. */
function archiveSaying(size: number, part: Uint8Array): Uint8Array {
  const bytes = Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': part }, { level: 1 }));
  bytes.writeUInt32LE(size, bytes.indexOf('PK\x01\x02', 0, 'latin1') + 24);
  return new Uint8Array(bytes);
}

test('an XLSX that says that it unpacks to more than it may is refused before it is unpacked', async () => {
  const refused = await refusal(read(archiveSaying(300 * 2 ** 20, utf8('<a/>'))));
  expect([refused.code, refused.params.detail]).toEqual(['import/unreadable', '> 256 MiB']);
});

test('an XLSX that says little and unpacks to much gets no more room than it asked for', async () => {
  const refused = await refusal(openTables({ maxHeapMiB: 64 }).readTable('x.xlsx', archiveSaying(64, new Uint8Array(32 * 2 ** 20))));
  expect(refused.code).toBe('import/unreadable');
});

test('a sheet with one cell in its farthest corner costs its own thread the memory, and nothing else', async () => {
  const bytes = new Uint8Array(await writeXlsx([[{ value: 'a' }]]).toBuffer());
  const parts = unzipSync(bytes);
  const name = 'xl/worksheets/sheet1.xml';
  const far = new TextDecoder().decode(parts[name]).replace('</row>', '</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>');
  const refused = await refusal(openTables({ maxHeapMiB: 64 }).readTable('x.xlsx', zipSync({ ...parts, [name]: utf8(far) })));
  expect([refused.code, refused.params.detail]).toEqual(['import/unreadable', '处理超时或内存超限 / it took too long or too much memory']);
});

test('one row too many and one byte too many are refused', async () => {
  const most = utf8(`a\n${'1\n'.repeat(MAX_ROWS)}`);
  expect((await read(most)).rows).toHaveLength(MAX_ROWS);
  const refused = await refusal(read(utf8(`a\n${'1\n'.repeat(MAX_ROWS + 1)}`)));
  expect([refused.code, refused.params.limit]).toEqual(['import/too-many-rows', MAX_ROWS]);
  expect((await refusal(read(new Uint8Array(64 * 2 ** 20 + 1)))).code).toBe('upload/too-large');
});

test('reading that takes too long is ended, and the next table is read as ever', async () => {
  const large = utf8(`a,b\n${'1,2\n'.repeat(MAX_ROWS)}`);
  const refused = await refusal(openTables({ maxTimeMs: 1 }).readTable('x.csv', large));
  expect(refused.params.detail).toContain('too long');
  expect((await read(large)).rows).toHaveLength(MAX_ROWS);
});
