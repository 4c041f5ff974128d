import { createHash } from 'node:crypto';
import type { Row } from '../csv.ts';
import { inventedCreditCode } from './credit-code.ts';

export const STREET = '330381002000';

/** The communities' names as accounts and ids spell them. */
const PINYIN: Readonly<Record<string, string>> = {
  滨江: 'binjiang',
  殿巷: 'dianxiang',
  望江: 'wangjiang',
  沿江: 'yanjiang',
  东镇: 'dongzhen',
  宾阳门: 'binyangmen',
  永胜门: 'yongshengmen',
  水心: 'shuixin',
  忠义街: 'zhongyijie',
  镇海门: 'zhenhaimen',
};

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Everybody's password in the sample; it opens nothing real. */
const PASSWORD = 'yuhai-sample';

/** 160 bits that anyone can compute: a sample's secret is no secret. */
function sampleTotp(account: string): string {
  const bits = [...createHash('sha256').update(`yinzheng sample totp\n${account}`).digest().subarray(0, 20)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32.charAt(Number.parseInt(five, 2))).join('');
}

const person = (account: string, name: string, posts: readonly string[], more: { officer?: boolean; slots?: string } = {}): Row => ({
  account,
  name: `示例·${name}`,
  posts: posts.join(';'),
  password: PASSWORD,
  totp: sampleTotp(account),
  officer: more.officer ? 'yes' : 'no',
  slots: more.slots ?? '',
});

export interface SampleTown {
  readonly divisions: readonly Row[];
  readonly bodies: readonly Row[];
  readonly people: readonly Row[];
  readonly machines: readonly Row[];
  readonly seals: readonly Row[];
}

/** What one community has: two bodies, four people, a machine with two sleeves, a seal in each. `ordinal` counts from 1. */
function community(division: Row, ordinal: number): Omit<SampleTown, 'divisions'> {
  const { code = '', name = '' } = division;
  const place = name.replace(/社区$/, '');
  const slug = PINYIN[place];
  if (slug === undefined) throw new Error(`no spelling for ${name}`);
  const digits = code.slice(-4);
  const committee = inventedCreditCode('55', '330381', digits);
  const party = inventedCreditCode('19', '330381', digits);
  const machine = `${slug}-01`;
  const names = {
    [committee]: `瑞安市玉海街道${name}居民委员会`,
    [party]: `中国共产党瑞安市玉海街道${name}总支部委员会`,
  };
  const body = (of: string, kind: string): Row => ({ code: of, name: names[of] ?? '', kind, division: code });
  const seal = (id: string, of: string, kind: string, sleeve: number): Row => ({
    id: `${slug}-${id}`,
    face: names[of] ?? '',
    kind,
    body: of,
    machine,
    sleeve: `${sleeve}`,
    filing: `示例330381${String(2 * (ordinal - 1) + sleeve).padStart(6, '0')}`,
    diameter: '42',
    custodian: `${slug}-custodian`,
  });
  return {
    bodies: [body(committee, 'committee'), body(party, 'party')],
    people: [
      person(`${slug}-clerk`, `${place}经办人`, [`clerk:${committee}`, `clerk:${party}`], { slots: `${machine}:1` }),
      person(`${slug}-custodian`, `${place}保管人`, [`custodian:${committee}`, `custodian:${party}`], { slots: `${machine}:2` }),
      person(`${slug}-director`, `${place}主任`, [`approver:${committee}`]),
      // The second step of matters with two is the secretary's, so this post reaches over both bodies.
      person(`${slug}-secretary`, `${place}书记`, [`approver:${party}`, `approver:${committee}`]),
    ],
    machines: [{ id: machine, name: `${name}印章机`, division: code, sleeves: '2' }],
    seals: [seal('committee', committee, 'official', 1), seal('party', party, 'party', 2)],
  };
}

/** The sample town from the divisions of its prefecture: the street, its ancestors and its ten communities; everyone in it is invented. */
export function composeTown(divisions: readonly Row[]): SampleTown {
  const byCode = new Map(divisions.map((row) => [row.code, row]));
  const lineage: Row[] = [];
  for (let at = byCode.get(STREET); at !== undefined; at = byCode.get(at.parent)) lineage.unshift(at);
  const communities = divisions.filter((row) => row.parent === STREET);
  const parts = communities.map((row, index) => community(row, index + 1));
  const office = inventedCreditCode('11', '330381', '2000');
  return {
    divisions: [...lineage, ...communities],
    bodies: [
      { code: office, name: '瑞安市人民政府玉海街道办事处', kind: 'street', division: STREET },
      ...parts.flatMap(({ bodies }) => bodies),
    ],
    people: [
      person('yuhai-officer-a', '名册负责人甲', [], { officer: true }),
      person('yuhai-officer-b', '名册负责人乙', [], { officer: true }),
      person('yuhai-supervisor', '监督员', [`supervisor:${office}`]),
      person('yuhai-auditor', '审计员', [`auditor:${office}`]),
      person('yuhai-admin', '管理员', [`administrator:${office}`]),
      ...parts.flatMap(({ people }) => people),
    ],
    machines: parts.flatMap(({ machines }) => machines),
    seals: parts.flatMap(({ seals }) => seals),
  };
}
