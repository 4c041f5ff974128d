import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isCreditCode, isWithin, levelOf } from '../../packages/domain/src/mod.ts';
import { formatCsv, parseCsv, type Row } from '../csv.ts';
import { composeTown, STREET } from './town.ts';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const town = composeTown(parseCsv(read('../divisions/wenzhou.csv')));
const matters = parseCsv(read('matters.csv'));
const list = (cell: string | undefined): readonly string[] => (cell ? cell.split(';') : []);
const holders = (post: string, body: string): readonly string[] =>
  town.people.filter(({ posts }) => list(posts).includes(`${post}:${body}`)).map(({ account = '' }) => account);
const column = (rows: readonly Row[], name: string): readonly (string | undefined)[] => rows.map((row) => row[name]);

test.each(Object.entries(town) as [string, readonly Row[]][])('%s.csv is what make.ts writes', (name, rows) => {
  expect(read(`${name}.csv`)).toBe(formatCsv(rows));
});

test('the town has ten communities below the street, 21 bodies, ten machines and 20 seals', () => {
  expect(town.divisions.filter(({ code = '' }) => isWithin(code, STREET) && levelOf(code) === 'village')).toHaveLength(10);
  expect([town.divisions, town.bodies, town.machines, town.seals, town.people].map(({ length }) => length)).toEqual([14, 21, 10, 20, 45]);
});

test('every credit code has its check character, shows its invention, and is there once', () => {
  const codes = column(town.bodies, 'code') as string[];
  expect(codes.filter((code) => !isCreditCode(code) || !code.includes('XXXX'))).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
});

test('two seals share a machine, one in each sleeve', () => {
  expect(new Set(town.seals.map(({ machine, sleeve }) => `${machine}/${sleeve}`)).size).toBe(20);
  expect(new Set(column(town.seals, 'sleeve'))).toEqual(new Set(['1', '2']));
});

test('for every seal, clerk, custodian and approvers are different people (国办发〔2001〕52号)', () => {
  for (const { body = '', custodian = '' } of town.seals) {
    const [clerks, custodians, approvers] = ['clerk', 'custodian', 'approver'].map((post) => holders(post, body)) as [
      string[],
      string[],
      string[],
    ];
    expect(clerks).toHaveLength(1);
    expect(custodians).toEqual([custodian]);
    expect(approvers.length).toBeGreaterThan(0);
    expect(new Set([...clerks, ...custodians, ...approvers]).size).toBe(2 + approvers.length);
  }
});

test('the street has two officers, one supervisor, one auditor and one administrator', () => {
  expect(town.people.filter(({ officer }) => officer === 'yes')).toHaveLength(2);
  const office = town.bodies.find(({ kind }) => kind === 'street')?.code ?? '';
  for (const post of ['supervisor', 'auditor', 'administrator']) expect(holders(post, office)).toHaveLength(1);
});

test('every name says that it is invented, and no account, name or secret is there twice', () => {
  expect(town.people.filter(({ name = '' }) => !name.startsWith('示例·'))).toEqual([]);
  for (const name of ['account', 'name', 'totp']) expect(new Set(column(town.people, name)).size).toBe(town.people.length);
});

test('the 20 barred matters of 民发〔2020〕20号 and the one of Zhejiang each name the office to go to instead', () => {
  const barred = matters.filter(({ kind }) => kind === 'barred');
  expect(barred.filter(({ basis = '' }) => basis.startsWith('民发〔2020〕20号'))).toHaveLength(20);
  expect(
    column(
      barred.filter(({ region }) => region === '330000'),
      'name',
    ),
  ).toEqual(['健康证明']);
  expect(barred.filter(({ office }) => !office)).toEqual([]);
});

test('every matter has a basis, and every open one materials and a route that its approvers can walk', () => {
  expect(matters.filter(({ basis }) => !basis)).toEqual([]);
  const open = matters.filter(({ kind }) => kind === 'open');
  expect(open.length).toBeGreaterThanOrEqual(10);
  expect(open.filter(({ materials, route }) => list(materials).length === 0 || list(route).length === 0)).toEqual([]);
  const longest = Math.max(...open.map(({ route }) => list(route).length));
  expect(longest).toBe(2);
  const committees = town.bodies.filter(({ kind }) => kind === 'committee');
  for (const { code = '' } of committees) expect(holders('approver', code)).toHaveLength(longest);
});

test('what formatCsv writes, parseCsv reads', () => {
  const rows = [
    { a: 'plain', b: 'a "quoted", cell\nof two lines' },
    { a: '', b: 'x' },
  ];
  expect(parseCsv(formatCsv(rows))).toEqual(rows);
});
