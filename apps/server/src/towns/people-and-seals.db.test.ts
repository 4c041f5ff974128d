import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../../test/kit/database.ts';
import { importRefusal, openImportDesk, rowOf, sampleTable } from '../../../../test/kit/import-desk.ts';
import { argonPasswords } from '../adapters/passwords/argon-passwords.ts';

const COMMUNITY = '330381002033';
const COMMITTEE = '55330381XXXX20335C';
const PARTY = '19330381XXXX203354';

const person = (account: string, posts = '', rest = 'a-long-password,GEOZPUZXX5V66PS7JKQ76Q5HNYCV7QUB,no,') =>
  `account,name,posts,password,totp,officer,slots\n${account},示例·某人,${posts},${rest}\n`;
const SEAL = {
  id: 'new-seal',
  face: '某章',
  kind: 'official',
  body: COMMITTEE,
  machine: 'binjiang-01',
  sleeve: '2',
  filing: 'x',
  diameter: '42',
  custodian: 'binjiang-custodian',
};

let kit: TestDatabase;
let load: ReturnType<typeof openImportDesk>;
beforeAll(async () => {
  kit = await cloneDatabase();
  load = openImportDesk(kit.database);
  for (const kind of ['divisions', 'bodies'] as const) await load(kind, await sampleTable(`${kind}.csv`));
});
afterAll(() => kit.drop());

describe('machines and people', () => {
  test('they come in, passwords only as hashes, and a second time nothing changes', async () => {
    expect(await load('machines', await sampleTable('machines.csv'))).toEqual({ added: 10, changed: 0, unchanged: 0 });
    expect(await load('people', await sampleTable('people.csv'))).toEqual({ added: 45, changed: 0, unchanged: 0 });
    expect(await load('people', await sampleTable('people.csv'))).toEqual({ added: 0, changed: 0, unchanged: 45 });
    const clerk = await kit.database.people.credentialsOf('binjiang-clerk');
    expect(clerk?.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await argonPasswords.verify(clerk?.passwordHash ?? '', 'yuhai-sample')).toBe(true);
    expect(await kit.database.machines.slotOf('binjiang-01', clerk?.id ?? '')).toBe(1);
  });

  test('a new post counts as a change and adds to those held', async () => {
    expect(await load('people', person('yuhai-auditor', `监督员：${COMMITTEE.toLowerCase()}`, ',,,'))).toEqual({
      added: 0,
      changed: 1,
      unchanged: 0,
    });
    const auditor = (await kit.database.people.amongAccounts(['yuhai-auditor'])).get('yuhai-auditor');
    expect(auditor?.posts.map(({ post }) => post)).toEqual(['auditor', 'supervisor']);
  });

  test.each([
    [
      'somebody new without a password',
      person('new', '', ',GEOZPUZXX5V66PS7JKQ76Q5HNYCV7QUB,no,'),
      'password',
      'a password has at least 8 characters',
    ],
    [
      'a secret that is not base32',
      person('new', '', 'a-long-password,GEOZPUZXX5V66PS7JKQ76Q5HNYCV7Q01,no,'),
      'totp',
      'not base32 of at least 26 characters',
    ],
    ['an unknown post', person('new', `mayor:${COMMITTEE}`), 'posts', `“mayor:${COMMITTEE}” is not written as post:body`],
    ['an unknown body', person('new', 'clerk:55330381XXXX99995C'), 'posts', 'there is no body 55330381XXXX99995C'],
    [
      'approver and custodian at once',
      person('new', `approver:${PARTY};custodian:${PARTY}`),
      'posts',
      `approver and custodian of ${PARTY} at once`,
    ],
    [
      'an approver who is custodian already',
      person('binjiang-custodian', `审批人:${PARTY}`),
      'posts',
      `approver and custodian of ${PARTY} at once`,
    ],
    [
      'an unknown machine',
      person('new', '', 'a-long-password,GEOZPUZXX5V66PS7JKQ76Q5HNYCV7QUB,no,nowhere-01:1'),
      'slots',
      'there is no machine nowhere-01',
    ],
    [
      'a slot that is somebody’s',
      person('new', '', 'a-long-password,GEOZPUZXX5V66PS7JKQ76Q5HNYCV7QUB,no,binjiang-01:1'),
      'slots',
      'binjiang-01:1 is binjiang-clerk’s',
    ],
    [
      'two fingers in one machine',
      person('new', '', 'a-long-password,GEOZPUZXX5V66PS7JKQ76Q5HNYCV7QUB,no,binjiang-01:8;binjiang-01:9'),
      'slots',
      '“new@binjiang-01” is there twice',
    ],
    [
      'neither yes nor no',
      person('new', '', 'a-long-password,GEOZPUZXX5V66PS7JKQ76Q5HNYCV7QUB,maybe,'),
      'officer',
      '“maybe” is none of yes, no',
    ],
  ])('%s is refused', async (_, table, column, detail) => {
    expect(await importRefusal(load('people', table))).toEqual(['import/bad-row', 2, column, detail]);
    expect(await kit.database.people.credentialsOf('new')).toBeNull();
  });
});

describe('seals', () => {
  test('they come in', async () => {
    expect(await load('seals', await sampleTable('seals.csv'))).toEqual({ added: 20, changed: 0, unchanged: 0 });
    expect(await load('seals', await sampleTable('seals.csv'))).toEqual({ added: 0, changed: 0, unchanged: 20 });
    expect((await kit.database.towns.sealsIn('binjiang-01')).map(({ seal }) => seal)).toEqual(['binjiang-committee', 'binjiang-party']);
  });

  test.each([
    ['an unknown body', { body: '55330381XXXX99995C' }, 'body', 'there is no body 55330381XXXX99995C'],
    ['an unknown machine', { machine: 'nowhere-01' }, 'machine', 'there is no machine nowhere-01'],
    ['a sleeve that the machine has not', { sleeve: '3' }, 'sleeve', 'binjiang-01 has 2 sleeves'],
    ['a sleeve that is full', {}, 'sleeve', 'the seal binjiang-party is in it'],
    ['a seal as large as a plate', { diameter: '420' }, 'diameter', 'not a whole number from 30 to 60'],
    ['an id that no topic could carry', { id: '公章#1' }, 'id', 'not 1 to 64 letters, digits, “-” or “_”'],
    [
      'a custodian of another body',
      { id: 'binjiang-party', custodian: 'dianxiang-custodian' },
      'custodian',
      'dianxiang-custodian is no custodian of this body',
    ],
  ])('%s is refused', async (_, change, column, detail) => {
    expect(await importRefusal(load('seals', rowOf({ ...SEAL, ...change })))).toEqual(['import/bad-row', 2, column, detail]);
    expect(await kit.database.towns.seal('new-seal')).toBeNull();
  });

  test('a machine that has seals keeps their sleeves', async () => {
    const table = `id,name,division,sleeves\nbinjiang-01,滨江社区印章机,${COMMUNITY},1\n`;
    expect(await importRefusal(load('machines', table))).toEqual(['import/bad-row', 2, 'sleeves', 'there is a seal in sleeve 2']);
  });
});

describe('matters', () => {
  const MATTER = {
    code: 'x',
    version: '1',
    name: '某事项',
    kind: 'open',
    basis: '某法',
    materials: '甲;乙',
    route: '审批',
    copies: '2',
    impressions: '1',
    days: '3',
    office: '',
    region: '330381',
  };

  test('they come in, and once published they stay', async () => {
    const matters = await sampleTable('matters.csv');
    const { added } = await load('matters', matters);
    expect(added).toBeGreaterThan(30);
    expect(await load('matters', matters)).toEqual({ added: 0, changed: 0, unchanged: added });
    expect(await load('matters', rowOf(MATTER))).toEqual({ added: 1, changed: 0, unchanged: 0 });
    expect(await importRefusal(load('matters', rowOf({ ...MATTER, basis: '另一部法' })))).toEqual([
      'import/bad-row',
      2,
      'version',
      'version 1 is published and stays; give this one a new number',
    ]);
    expect(await load('matters', rowOf({ ...MATTER, basis: '另一部法', version: '2' }))).toEqual({ added: 1, changed: 0, unchanged: 0 });
    expect((await kit.database.towns.matter('x'))?.materials).toEqual(['甲', '乙']);
  });

  test.each([
    ['without a basis', { basis: '' }, 'basis', 'without a legal basis it cannot be published'],
    ['open without a route', { route: '' }, 'route', 'there is no approval step'],
    ['open without a copy', { copies: '0' }, 'copies', 'not a whole number from 1 to 100'],
    ['barred without an office', { kind: '不予出具' }, 'office', 'a barred matter names the office to go to'],
  ])('one %s is refused', async (_, change, column, detail) => {
    expect(await importRefusal(load('matters', rowOf({ ...MATTER, code: 'y', ...change })))).toEqual(['import/bad-row', 2, column, detail]);
    expect(await kit.database.towns.matter('y')).toBeNull();
  });
});

test('only an administrator imports', async () => {
  const caller = async (account: string) => {
    const found = (await kit.database.people.amongAccounts([account])).get(account);
    if (!found) throw new Error(`no ${account}`);
    return found;
  };
  const table = await sampleTable('bodies.csv');
  expect((await importRefusal(load('bodies', table, { caller: await caller('binjiang-clerk') })))[0]).toBe('post/not-held');
  expect(await load('bodies', table, { caller: await caller('yuhai-admin') })).toEqual({ added: 0, changed: 0, unchanged: 21 });
});
