import type { Post } from '@yinzheng/ledger';
import type { ImportRows, MachinePlaces } from '../ports/town-store.ts';
import type { Cells } from './cells.ts';
import { isAsked, type Read, refuseTwice, type TableKind } from './table-kind.ts';

const POSTS: Readonly<Record<Post, readonly string[]>> = {
  clerk: ['经办人'],
  custodian: ['保管人'],
  approver: ['审批人'],
  supervisor: ['监督员'],
  auditor: ['审计员'],
  administrator: ['管理员'],
};
const YES_NO = { yes: ['是'], no: ['否'] } as const;
const SHORTEST_PASSWORD = 8;
/** Of one-time secrets, in base32: 128 bits (RFC 4226 §4, R6). */
const SHORTEST_SECRET = 26;
const MOST_SLOTS = 1000;

type C = 'account' | 'name' | 'posts' | 'password' | 'totp' | 'officer' | 'slots';
type Person = Omit<ImportRows['people'][number], 'passwordHash'> & { readonly password: string };

export const peopleTable: TableKind<'people', Person, C> = {
  columns: {
    account: { zh: ['账号'] },
    name: { zh: ['姓名'] },
    posts: { zh: ['岗位'] },
    password: { zh: ['密码'] },
    totp: { zh: ['动态码密钥'] },
    officer: { zh: ['名册负责人'], isOptional: true },
    slots: { zh: ['指纹位'], isOptional: true },
  },
  key: { column: 'account', of: ({ account }) => account },
  read: (cells) => ({
    account: cells.matching(
      'account',
      /^[A-Za-z0-9._-]{1,64}$/,
      '应为 1 到 64 位字母、数字、“.”“-”“_”',
      'not 1 to 64 letters, digits, “.”, “-” or “_”',
    ),
    name: cells.text('name', 64),
    posts: cells.list('posts').map((it) => postOf(it, cells)),
    password: cells.optional('password'),
    totpSecret: cells
      .optional('totp')
      .replace(/[\s=-]/g, '')
      .toUpperCase(),
    isOfficer: cells.optional('officer') !== '' && cells.word('officer', YES_NO) === 'yes',
    slots: cells.list('slots').map((it) => slotOf(it, cells)),
  }),
  async fit(rows, { stores, passwords, under }) {
    const bodies = await stores.towns.bodiesAmong(rows.flatMap(({ row }) => row.posts.map(({ body }) => body)));
    const asked = rows.filter(({ row }) => under === undefined || row.posts.some(({ body }) => isAsked(bodies.get(body), under)));
    const known = await stores.people.amongAccounts(asked.map(({ row }) => row.account));
    for (const { row, cells } of asked) {
      for (const { body } of row.posts) if (!bodies.has(body)) cells.refuse('posts', `没有组织 ${body}`, `there is no body ${body}`);
      refuseApprovingCustodian(
        [...(known.get(row.account)?.posts ?? []).map(({ post, body }) => ({ post, body: body.id })), ...row.posts],
        cells,
      );
      if (!known.has(row.account)) demandCredentials(row, cells);
    }
    demandFreeSlots(asked, await stores.towns.machinesAmong(asked.flatMap(({ row }) => row.slots.map(({ machine }) => machine))));
    return Promise.all(
      // Who is known keeps the password and the secret.
      asked.map(async ({ row: { password, ...row } }) => ({
        ...row,
        passwordHash: known.has(row.account) ? '' : await passwords.hash(password),
      })),
    );
  },
};

/** `post:body`, with either colon. */
function postOf(text: string, cells: Cells<C>): Person['posts'][number] {
  const [name = '', body = '', ...more] = text.split(/\s*[:：]\s*/);
  const found = (Object.keys(POSTS) as Post[]).find((post) => post === name.toLowerCase() || POSTS[post].includes(name));
  if (!found || body === '' || more.length > 0)
    return cells.refuse('posts', `“${text}”应写作“岗位:信用代码”`, `“${text}” is not written as post:body`);
  return { post: found, body: body.toUpperCase() };
}

/** `machine:slot`. */
function slotOf(text: string, cells: Cells<C>): Person['slots'][number] {
  const [machine = '', digits = '', ...more] = text.split(/\s*[:：]\s*/);
  const slot = /^\d{1,4}$/.test(digits) ? Number(digits) : 0;
  if (machine === '' || slot < 1 || slot > MOST_SLOTS || more.length > 0) {
    return cells.refuse('slots', `“${text}”应写作“印章机:指纹位”`, `“${text}” is not written as machine:slot`);
  }
  return { machine, slot };
}

/** Who keeps a body's seal never approves its use (国办发〔2001〕52号). */
function refuseApprovingCustodian(posts: Person['posts'], cells: Cells<C>): void {
  const both = posts.find(({ post, body }) => post === 'approver' && posts.some((it) => it.post === 'custodian' && it.body === body));
  if (both) cells.refuse('posts', `在 ${both.body} 兼任审批人和保管人`, `approver and custodian of ${both.body} at once`);
}

function demandCredentials({ password, totpSecret }: Person, cells: Cells<C>): void {
  if (password.length < SHORTEST_PASSWORD)
    cells.refuse('password', `密码至少 ${SHORTEST_PASSWORD} 位`, `a password has at least ${SHORTEST_PASSWORD} characters`);
  if (!/^[A-Z2-7]+$/.test(totpSecret) || totpSecret.length < SHORTEST_SECRET) {
    cells.refuse('totp', `应为至少 ${SHORTEST_SECRET} 位 base32`, `not base32 of at least ${SHORTEST_SECRET} characters`);
  }
}

/** Every slot leads to a machine, and to one finger. */
function demandFreeSlots(rows: readonly Read<Person, C>[], machines: ReadonlyMap<string, MachinePlaces>): void {
  refuseTwice(rows, 'slots', ({ slots }) => slots.map(({ machine, slot }) => `${machine}:${slot}`));
  refuseTwice(rows, 'slots', ({ account, slots }) => slots.map(({ machine }) => `${account}@${machine}`));
  const moved = new Set(rows.flatMap(({ row }) => row.slots.map(({ machine }) => `${machine} ${row.account}`)));
  for (const { row, cells } of rows) {
    for (const { machine, slot } of row.slots) {
      const places = machines.get(machine) ?? cells.refuse('slots', `没有印章机 ${machine}`, `there is no machine ${machine}`);
      const other = places.slots.find((it) => it.slot === slot && it.account !== row.account && !moved.has(`${machine} ${it.account}`));
      if (other) cells.refuse('slots', `${machine}:${slot} 已属于 ${other.account}`, `${machine}:${slot} is ${other.account}’s`);
    }
  }
}
