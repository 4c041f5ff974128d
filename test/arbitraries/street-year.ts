import {
  type AuthorisedFacts,
  commit,
  type DecisionStatement,
  decisionDigest,
  type Entry,
  encodeEntry,
  type FiledFacts,
  type Opening,
  type SignedRoster,
  sha256,
  sha256Hex,
  toB64Url,
  toRequestId,
  utf8,
} from '@yinzheng/ledger';
import { logOf, type SampleLog } from './log.ts';
import { BODY, instant, MACHINE, nextStatement, OFFICERS, type Person, sampleRoster, signRoster, TOWN, type Town, town } from './town.ts';
import { planUse, type RecordPlan, sealPlans } from './use-records.ts';

/** How one request of the year goes. */
export type Course =
  | 'plain'
  | 'waived'
  | 'rejected'
  | 'returned'
  | 'withdrawn'
  | 'pending'
  | 'authorised'
  | 'using'
  | 'doubtful'
  | 'missing'
  | 'cleared'
  | 'voided'
  | 'unknown'
  | 'aborted';

export interface StreetYear extends SampleLog {
  readonly requests: readonly { readonly request: string; readonly course: Course }[];
  /** By request: what an auditor may see. */
  readonly openings: ReadonlyMap<string, readonly Opening[]>;
  /** Content that the log says is forgotten. */
  readonly erased: string;
}

const DAY = 24 * 60;
const salt = (name: string): string => toB64Url(sha256(utf8(`salt of ${name}`)));
const opening = (name: string, value: unknown): Opening => ({ commitment: commit(salt(name), value), salt: salt(name), value });

/** A true log of a street's year: each course in its turn, some days apart, one machine, incidents between the uses. */
export async function streetYear(courses: readonly Course[], seals: readonly string[] = ['seal-1', 'seal-2']): Promise<StreetYear> {
  const of = await town();
  const links = await sampleRoster(of);
  const entries: Uint8Array[] = [];
  const add = <K extends Entry['kind']>(kind: K, at: string, facts: Extract<Entry, { kind: K }>['facts']): void => {
    entries.push(encodeEntry({ v: 1, kind, town: TOWN, at, facts } as Entry));
  };
  for (const link of links) add('roster.signed', link.statement.at, link);

  const stories = await Promise.all(
    courses.map((course, at) =>
      story(of, { course, at, seal: seals[at % seals.length] ?? 'seal-1', minute: 10 + Math.floor(at * 9.7 * DAY) }),
    ),
  );
  // One journal: all records of the machine in the order of time, each with its true digest.
  const plans: RecordPlan[] = [];
  const boot = (minute: number, type: 'boot' | 'tamper' | 'finger.fail' | 'power' | 'time.sync', data = {}): RecordPlan => ({
    type,
    data,
    wall: instant(minute),
  });
  const ranges = stories.map((it, at) => {
    const before: RecordPlan[] =
      at % 5 === 4 ? [boot(it.minute - 30, 'tamper', { reason: 'cover' })] : at % 3 === 2 ? [boot(it.minute - 30, 'finger.fail', {})] : [];
    if (at === 0) before.unshift(boot(it.minute - 5, 'boot', {}));
    const first = plans.length;
    plans.push(...before, ...it.records);
    return { first, last: plans.length };
  });
  const records = await sealPlans(of.machine, MACHINE, null, plans);
  const erased = stories[0]?.opened[0]?.commitment ?? '';
  for (const [at, it] of stories.entries()) {
    for (const entry of it.before) entries.push(encodeEntry(entry));
    const { first, last } = ranges[at] ?? { first: 0, last: 0 };
    for (const record of records.slice(first, last)) add('machine.recorded', record.wall, record);
    for (const entry of it.after) entries.push(encodeEntry(entry));
    if (at === 1)
      add('person.erased', instant(it.minute + DAY), {
        of: { kind: 'request', request: stories[0]?.request ?? '' },
        ground: 'consent-withdrawn',
        commitments: [erased],
        files: [],
        askedBy: 'clerk-1',
        confirmedBy: 'supervisor-1',
      });
  }
  const last = links.at(-1) as SignedRoster;
  const end = stories.at(-1)?.minute ?? 0;
  const revoke = nextStatement(last.statement, instant(end + 2 * DAY), [
    { op: 'revoke-key', kid: of.passkeys['approver-2'].kid, reason: 'lost' },
  ]);
  add('roster.signed', revoke.at, await signRoster(of, revoke, OFFICERS));
  const log = await logOf(entries);
  return {
    ...log,
    requests: stories.map(({ request, course }) => ({ request, course })),
    openings: new Map(stories.map(({ request, opened }) => [request, opened])),
    erased,
  };
}

interface Plan {
  readonly course: Course;
  readonly at: number;
  readonly seal: string;
  readonly minute: number;
}

async function story(of: Town, { course, at, seal, minute }: Plan) {
  const request = toRequestId(sha256(utf8(`request ${at}`)).slice(0, 8));
  const content = opening(`content ${at}`, {
    title: at % 4 === 1 ? `示例·关于${'某某'.repeat(12)}申请最低生活保障相关情况的说明` : `示例·居住证明 ${at + 1}`,
    applicant: at % 4 === 1 ? '示例·阿卜杜热合曼·买买提江·艾尔肯' : `示例·居民${'甲乙丙丁戊己庚辛壬癸'.charAt(at % 10)}`,
    purpose: '办理入学',
  });
  const waiver = opening(`waiver ${at}`, '社区仅两人在岗，由街道主任核准一人兼任');
  const pages = [sha256Hex(utf8(`page one of ${at}`)), sha256Hex(utf8(`page two of ${at}`))];
  const filed: FiledFacts = {
    request,
    body: BODY,
    division: '330381002001',
    seal,
    matter: { code: at % 3 === 0 ? 'residence' : 'subsistence-application', version: 1 },
    clerk: 'clerk-1',
    custodian: 'custodian-1',
    pages,
    copies: 1,
    impressions: [0, 2],
    ...(course === 'cleared' ? { onDoubt: 'ask' as const } : {}),
    content: content.commitment,
    steps: 1,
    ...(course === 'waived' ? { waiver: { reason: waiver.commitment, by: 'officer-1' } } : {}),
  };
  const approver: Person = at % 2 === 0 ? 'approver-1' : 'approver-2';
  const verdict = course === 'rejected' ? 'reject' : course === 'returned' ? 'return' : 'approve';
  const reason = opening(`reason ${at}`, verdict === 'approve' ? '' : '缺少居住地物业证明，请补齐后再来');
  const { division: _division, waiver: _waiver, ...shown } = filed;
  const statement: DecisionStatement = {
    v: 1,
    kind: 'decision',
    town: TOWN,
    ...shown,
    step: 0,
    approver,
    verdict,
    reason: reason.commitment,
    at: instant(minute + 30),
  };
  const authorised: AuthorisedFacts = {
    kid: of.server.kid,
    request,
    jti: `jti-${at}`,
    machine: MACHINE,
    sleeve: 1,
    seal,
    clerk: filed.clerk,
    max: 2,
    rosterSeq: 1,
    nbf: instant(minute + 31),
    exp: instant(minute + 31 + 60),
    jws: sha256Hex(utf8(`jws ${at}`)),
  };
  const act = (kind: Entry['kind'], when: number, facts: unknown): Entry =>
    ({ v: 1, kind, town: TOWN, at: instant(minute + when), facts }) as Entry;
  const isDecided = course !== 'pending' && course !== 'withdrawn';
  const isAuthorised = isDecided && course !== 'rejected' && course !== 'returned';
  const before = [
    act('request.filed', 0, filed),
    ...(isDecided
      ? [act('request.decided', 30, { statement, assertion: await of.passkeys[approver].assert(decisionDigest(statement)) })]
      : []),
    ...(isAuthorised ? [act('request.authorised', 31, authorised)] : []),
  ];
  const after = course === 'withdrawn' ? [act('request.withdrawn', 5, { request, by: 'clerk-1' })] : [];
  const records = isAuthorised
    ? recordsOf(course, filed, authorised).map((it, n): RecordPlan => ({ ...it, jti: authorised.jti, wall: instant(minute + 40, n * 900) }))
    : [];
  return {
    request,
    course,
    minute,
    before,
    after,
    records,
    opened: [content, ...(isDecided ? [reason] : []), ...(course === 'waived' ? [waiver] : [])],
  };
}

function recordsOf(course: Course, filed: FiledFacts, authorised: AuthorisedFacts): readonly RecordPlan[] {
  const whole = planUse(filed, authorised);
  const tally = (made: number, voided: number, unknown: number) => ({ request: filed.request, made, voided, unknown });
  const [end, presses] = [whole.at(-1) as RecordPlan, whole.slice(0, -1)];
  const last = presses.at(-1) as RecordPlan;
  switch (course) {
    case 'authorised':
      return whole.slice(0, 1);
    case 'using':
      return whole.slice(0, 5);
    case 'doubtful':
      return [...presses.slice(0, -1), { ...last, data: { ...last.data, outcome: 'doubtful' } }, end];
    case 'missing':
      return [...presses.slice(0, -1), { ...last, data: { ...last.data, outcome: 'missing' } }, { ...end, data: tally(1, 0, 1) }];
    case 'cleared': {
      const at = whole.findIndex(({ type }) => type === 'use.page');
      const { page, copy, photo } = whole[at]?.data ?? {};
      const asked: RecordPlan = { type: 'use.page', data: { page, copy, photo, verdict: 'ask' } };
      const match: RecordPlan = { type: 'finger.match', data: { person: filed.clerk, slot: 7 } };
      return [
        ...whole.slice(0, at),
        asked,
        match,
        { type: 'use.cleared', data: { page, copy, photo, by: filed.clerk } },
        ...whole.slice(at + 1),
      ];
    }
    case 'voided':
      return [...presses.slice(0, -1), { type: 'use.voided', data: { n: 2 } }, { ...end, data: tally(1, 1, 0) }];
    case 'unknown':
      return [...presses.slice(0, -1), { type: 'use.unknown', data: { n: 2 } }, { ...end, data: tally(1, 0, 1) }];
    case 'aborted':
      return [...presses.slice(0, 3), { type: 'use.aborted', data: { ...tally(0, 0, 0), reason: 'clerk' } }];
    default:
      return whole;
  }
}
