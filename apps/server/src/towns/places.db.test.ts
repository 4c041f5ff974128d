import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { cloneDatabase, type TestDatabase } from '../../../../test/kit/database.ts';
import { importRefusal, openImportDesk, sampleTable } from '../../../../test/kit/import-desk.ts';

const STREET = '330381002000';
const COMMUNITY = '330381002033';
const COMMITTEE = '55330381XXXX20335C';

let kit: TestDatabase;
let load: ReturnType<typeof openImportDesk>;
beforeAll(async () => {
  kit = await cloneDatabase();
  load = openImportDesk(kit.database);
});
afterAll(() => kit.drop());

describe('divisions', () => {
  test('all 3,890 of Wenzhou come in, and a second time nothing changes', async () => {
    const wenzhou = await sampleTable('../divisions/wenzhou.csv');
    expect(await load('divisions', wenzhou)).toEqual({ added: 3890, changed: 0, unchanged: 0 });
    expect(await load('divisions', wenzhou)).toEqual({ added: 0, changed: 0, unchanged: 3890 });
    expect(await kit.database.towns.division(COMMUNITY)).toEqual({ code: COMMUNITY, name: '滨江社区', level: 'village', parent: STREET });
  });

  test('a name that changed is counted as changed, in a table with Chinese headings in GB18030', async () => {
    const renamed = Buffer.from(
      `b4fac2eb2cc3fbb3c62cc9cfbcb60a${Buffer.from(`${COMMUNITY},`).toString('hex')}b1f5bdad${Buffer.from(`,${STREET}\n`).toString('hex')}`,
      'hex',
    );
    expect(await load('divisions', renamed)).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect((await kit.database.towns.division(COMMUNITY))?.name).toBe('滨江');
  });

  test('with `under`, only the street and its ten communities do', async () => {
    const fresh = await cloneDatabase();
    const loadFresh = openImportDesk(fresh.database);
    try {
      expect(await loadFresh('divisions', await sampleTable('../divisions/wenzhou.csv'), { under: STREET })).toEqual({
        added: 11,
        changed: 0,
        unchanged: 0,
      });
      expect(await loadFresh('bodies', await sampleTable('bodies.csv'), { under: COMMUNITY })).toEqual({
        added: 2,
        changed: 0,
        unchanged: 0,
      });
    } finally {
      await fresh.drop();
    }
  });

  test.each([
    ['a code of 11 digits', '33038100203,x,village,330381002000', 'code', 'not a division code of 12 digits'],
    ['a level that its code denies', '330381002099,x,township,330381002000', 'level', 'the code 330381002099 is of the level village'],
    ['a parent elsewhere', '330381002099,x,village,330382001000', 'parent', 'not the code of a division above it'],
    ['no parent', '330381002099,x,village,', 'parent', 'not the code of a division above it'],
    ['a parent that nobody knows', '330381999099,x,village,330381999000', 'parent', 'there is no division 330381999000'],
    ['no name', '330381002099,,village,330381002000', 'name', 'it is empty'],
  ])('%s is refused', async (_, row, column, detail) => {
    const table = `code,name,level,parent\n330381002098,新社区,village,330381002000\n\n${row}\n`;
    expect(await importRefusal(load('divisions', table))).toEqual(['import/bad-row', 4, column, detail]);
    expect(await kit.database.towns.division('330381002098')).toBeNull();
  });

  test('the same code twice is refused at the second', async () => {
    const table = `code,name,level,parent\n${'330381002098,新社区,village,330381002000\n'.repeat(2)}`;
    expect(await importRefusal(load('divisions', table))).toEqual(['import/bad-row', 3, 'code', '“330381002098” is there twice']);
  });
});

describe('bodies', () => {
  test('they come in from an XLSX with Chinese headings', async () => {
    const [, ...lines] = (await sampleTable('bodies.csv')).toString().trim().split('\n');
    const sheet = [['统一社会信用代码', '名称', '类别', '区划'], ...lines.map((line) => line.split(','))];
    const xlsx = await writeXlsx(sheet.map((cells) => cells.map((value) => ({ value })))).toBuffer();
    expect(await load('bodies', new Uint8Array(xlsx))).toEqual({ added: 21, changed: 0, unchanged: 0 });
    expect(await load('bodies', await sampleTable('bodies.csv'))).toEqual({ added: 0, changed: 0, unchanged: 21 });
  });

  test.each([
    ['a wrong check character', `55330381XXXX20335D,x,committee,${COMMUNITY}`, 'code', 'the check character of the credit code is wrong'],
    ['an unknown kind', `${COMMITTEE},x,bank,${COMMUNITY}`, 'kind', '“bank” is none of street, committee, party, cooperative'],
    ['an unknown division', `${COMMITTEE},x,committee,330381999099`, 'division', 'there is no division 330381999099'],
  ])('%s is refused, and the good row before it is not written', async (_, row, column, detail) => {
    const table = `code,name,kind,division\n11330381XXXX20001C,另一个名称,street,${STREET}\n${row}\n`;
    expect(await importRefusal(load('bodies', table))).toEqual(['import/bad-row', 3, column, detail]);
    expect((await kit.database.towns.body('11330381XXXX20001C'))?.name).toBe('瑞安市人民政府玉海街道办事处');
  });

  test('a missing column is named', async () => {
    const [code, , column] = await importRefusal(load('bodies', 'code,name,kind\n'));
    expect([code, column]).toEqual(['import/missing-column', '区划 / division']);
  });
});
