import type { ImportRows } from '../ports/town-store.ts';
import { ID, ID_RULE } from './machines-table.ts';
import { isAsked, refuseTwice, type TableKind } from './table-kind.ts';

const SEAL_KINDS = { official: ['公章', '行政章'], party: ['党组织印章', '党章'] } as const;
/** In millimetres. 国发〔1999〕25号 has official seals from 42 to 60; small round ones begin at 30. */
const DIAMETER_MM = [30, 60] as const;
const MOST_SLEEVES = 8;

type C = 'id' | 'face' | 'kind' | 'body' | 'machine' | 'sleeve' | 'filing' | 'diameter' | 'custodian';
type Seal = ImportRows['seals'][number];

export const sealsTable: TableKind<'seals', Seal, C> = {
  columns: {
    id: { zh: ['编号', '印章编号'] },
    face: { zh: ['印文'] },
    kind: { zh: ['类别'] },
    body: { zh: ['组织', '信用代码'] },
    machine: { zh: ['印章机', '印章机编号'] },
    sleeve: { zh: ['套筒'] },
    filing: { zh: ['备案编号'] },
    diameter: { zh: ['直径（毫米）', '直径(毫米)', '直径'] },
    custodian: { zh: ['保管人账号', '保管人'] },
  },
  key: { column: 'id', of: ({ id }) => id },
  read: (cells) => ({
    id: cells.matching('id', ID, ...ID_RULE),
    name: cells.text('face'),
    kind: cells.word('kind', SEAL_KINDS),
    body: cells.text('body').toUpperCase(),
    machine: cells.text('machine'),
    sleeve: cells.integer('sleeve', 1, MOST_SLEEVES),
    filingNumber: cells.text('filing', 64),
    diameterMm: cells.integer('diameter', ...DIAMETER_MM),
    custodianAccount: cells.text('custodian'),
  }),
  async fit(rows, { stores, under }) {
    const bodies = await stores.towns.bodiesAmong(rows.map(({ row }) => row.body));
    const asked = rows.filter(({ row }) => isAsked(bodies.get(row.body), under));
    const machines = await stores.towns.machinesAmong(asked.map(({ row }) => row.machine));
    const people = await stores.people.amongAccounts(asked.map(({ row }) => row.custodianAccount));
    refuseTwice(asked, 'sleeve', ({ machine, sleeve }) => [`${machine}:${sleeve}`]);
    const inTable = new Set(asked.map(({ row }) => row.id));
    for (const { row, cells } of asked) {
      if (!bodies.has(row.body)) cells.refuse('body', `没有组织 ${row.body}`, `there is no body ${row.body}`);
      const machine = machines.get(row.machine);
      if (!machine) return cells.refuse('machine', `没有印章机 ${row.machine}`, `there is no machine ${row.machine}`);
      if (row.sleeve > machine.sleeves)
        cells.refuse('sleeve', `${row.machine} 只有 ${machine.sleeves} 个套筒`, `${row.machine} has ${machine.sleeves} sleeves`);
      const there = machine.seals.find(({ sleeve, seal }) => sleeve === row.sleeve && seal !== row.id && !inTable.has(seal));
      if (there) cells.refuse('sleeve', `套筒里已有印章 ${there.seal}`, `the seal ${there.seal} is in it`);
      const posts = people.get(row.custodianAccount)?.posts.filter(({ body }) => body.id === row.body) ?? [];
      if (!posts.some(({ post }) => post === 'custodian')) {
        cells.refuse('custodian', `${row.custodianAccount} 不是该组织的保管人`, `${row.custodianAccount} is no custodian of this body`);
      }
    }
    return asked.map(({ row }) => row);
  },
};
