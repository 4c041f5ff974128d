import type { MachineTicket, Matter, Seal } from '@yinzheng/contract';
import type { Machine, Me, SampleSignIn } from '../src/api/types.ts';

/** The town of the fake API: who and what there is. All people are invented. */
export const bodies = {
  committee: { id: 'b-33038100204101', name: '殿巷社区居民委员会' },
  party: { id: 'b-33038100204102', name: '中国共产党瑞安市玉海街道殿巷社区委员会' },
} as const;

const matter = (code: string, name: string, over: Partial<Matter>): Matter => ({
  code,
  version: 1,
  name,
  kind: 'open',
  basis: '民发〔2020〕20号；浙江省村（社区）保留证明事项清单',
  materials: ['申请人身份证原件', '住址证明'],
  maxCopies: 5,
  maxImpressions: 3,
  onDoubt: 'ask',
  route: ['社区审批人审批'],
  deadlineDays: 1,
  ...over,
});
const barred = (code: string, name: string, office: string): Matter =>
  matter(code, name, { kind: 'barred', basis: '民发〔2020〕20号 附件', materials: [], office, maxCopies: 1, route: [] });

export const sampleMatters: readonly Matter[] = [
  matter('residence', '居住情况说明', { deadlineDays: 0 }),
  matter('hardship', '困难救助申请', {
    materials: ['申请书', '户口簿', '收入情况说明'],
    deadlineDays: 5,
    route: ['社区审批人审批', '街道民政审批人审批'],
  }),
  matter('labour', '零星用工结算', { materials: ['用工清单', '验收单'], deadlineDays: 3 }),
  matter('lease', '集体资产出租合同', { materials: ['合同文本', '居民代表会议记录'], deadlineDays: 7, maxCopies: 6 }),
  barred('kinship', '亲属关系证明', '公证机构或户籍所在地公安派出所'),
  barred('no-crime', '无犯罪记录证明', '户籍所在地公安派出所'),
  barred('marriage', '婚姻状况证明', '婚姻登记机关'),
  barred('living', '健在证明', '社会保险经办机构（可用人脸识别认证）'),
  barred('property', '居民财产证明', '不动产登记机构'),
];

export const sampleSeals: readonly Seal[] = [
  {
    id: 's-committee',
    name: '瑞安市玉海街道殿巷社区居民委员会',
    kind: 'official',
    body: bodies.committee,
    state: 'in-use',
    machine: { id: 'm-2041', name: '殿巷社区印章机', sleeve: 1, isOnline: true },
  },
  {
    id: 's-party',
    name: '中国共产党瑞安市玉海街道殿巷社区委员会',
    kind: 'party',
    body: bodies.party,
    state: 'in-use',
    machine: { id: 'm-2041', name: '殿巷社区印章机', sleeve: 2, isOnline: false },
  },
];

export const people = {
  clerk: { id: 'p-clerk', name: '示例·经办人甲' },
  approver: { id: 'p-approver', name: '示例·审批人甲' },
  custodian: { id: 'p-custodian', name: '示例·保管人甲' },
  officer: { id: 'p-officer', name: '示例·名册负责人甲' },
  officer2: { id: 'p-officer2', name: '示例·名册负责人乙' },
  supervisor: { id: 'p-supervisor', name: '示例·监督员甲' },
  administrator: { id: 'p-admin', name: '示例·管理员甲' },
} as const;

const posts = (...list: readonly Me['posts'][number]['post'][]): Me['posts'] => list.map((post) => ({ post, body: bodies.committee }));
export const sampleMe = (who: keyof typeof people): Me => ({
  person: people[who],
  posts: who === 'officer' || who === 'officer2' ? [] : posts(who),
  isOfficer: who === 'officer' || who === 'officer2',
  passkeys: [],
});

export const sampleSignIns: readonly SampleSignIn[] = Object.entries(people).map(([who, person]) => ({
  name: person.name,
  account: who,
  password: 'sample',
  code: '123456',
  posts:
    {
      clerk: '经办人',
      approver: '审批人',
      custodian: '保管人',
      officer: '名册负责人',
      officer2: '名册负责人',
      supervisor: '监督员',
      administrator: '管理员',
    }[who] ?? '',
  body: bodies.committee.name,
}));

export const sampleMachines: readonly Machine[] = [
  {
    id: 'm-2041',
    name: '殿巷社区印章机',
    isEnrolled: true,
    isOnline: true,
    isQuarantined: false,
    headSeq: 1843,
    seals: [
      { sleeve: 1, seal: 's-committee', name: '殿巷社区居民委员会', imprint: '/api/v1/requests/x/photos/preview' },
      { sleeve: 2, seal: 's-party', name: '中国共产党瑞安市玉海街道殿巷社区委员会' },
    ],
  },
  { id: 'm-2043', name: '望江社区印章机', isEnrolled: true, isOnline: false, isQuarantined: true, headSeq: 77, seals: [] },
  { id: 'm-2054', name: '镇海门社区印章机', isEnrolled: false, isOnline: false, isQuarantined: false, headSeq: -1, seals: [] },
];

export const sampleTicket: MachineTicket = {
  v: 1,
  kind: 'machine-ticket',
  town: '330381002000',
  machine: 'm-2054',
  name: '镇海门社区印章机',
  gatewayUrl: 'https://localhost:8443',
  mqttUrl: 'mqtts://localhost:8883',
  ca: '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
  code: 'sample',
  founding: 'a'.repeat(64),
  sleeves: [],
};
