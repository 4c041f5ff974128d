import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { act, type ReceiptPlan, sampleReceipt } from '../../../../test/arbitraries/receipt.ts';
import {
  instant,
  MACHINE,
  nextStatement,
  OFFICERS,
  seedNamed,
  signRoster,
  TOWN,
  type Town,
  town,
  trusting,
} from '../../../../test/arbitraries/town.ts';
import type { RecordPlan } from '../../../../test/arbitraries/use-records.ts';
import { sha256Hex } from '../canonical.ts';
import { utf8 } from '../encoding.ts';
import type { Entry } from '../entry.ts';
import { type Cosigner, cosigner } from '../notes/cosigner.ts';
import { parsePolicy } from '../notes/policy.ts';
import type { RosterChange, SignedRoster } from '../roster.ts';
import { verifyReceipt } from './verify.ts';

async function codesOf(plan: ReceiptPlan): Promise<readonly string[]> {
  const { text, vkey } = await sampleReceipt(plan);
  const { problems, ok } = await verifyReceipt(text, { policy: trusting(vkey) });
  expect(ok).toBe(problems.length === 0);
  return problems.map(({ code }) => code);
}

/** The plans of a use with one of them changed, left out, or followed by more. */
const edited =
  (type: RecordPlan['type'], edit: (plan: RecordPlan) => readonly RecordPlan[]) =>
  (plans: readonly RecordPlan[]): readonly RecordPlan[] => {
    const at = plans.findIndex((plan) => plan.type === type);
    return plans.flatMap((plan, place) => (place === at ? edit(plan) : [plan]));
  };
const without = (type: RecordPlan['type']) => edited(type, () => []);
const saying = (type: RecordPlan['type'], data: Record<string, unknown>) =>
  edited(type, (plan) => [{ ...plan, data: { ...plan.data, ...data } }]);

const mayAsk = <T extends object>(it: T): T => ({ ...it, onDoubt: 'ask' });
const withoutAsk = <T extends { readonly onDoubt?: 'ask' }>({ onDoubt: _, ...it }: T): T => it as T;

/** The first sheet of the use is asked about, the clerk's finger comes anew, and it is cleared; one part of that otherwise. */
const clearedSheet =
  (otherwise: { readonly match?: readonly RecordPlan[]; readonly by?: string; readonly photo?: string; readonly page?: number } = {}) =>
  (plans: readonly RecordPlan[]): readonly RecordPlan[] => {
    const at = plans.findIndex(({ type }) => type === 'use.page');
    const { data } = plans[at] as RecordPlan;
    const { page, copy, photo } = data;
    const { match = [{ type: 'finger.match', data: { person: 'clerk-1', slot: 7 } }], ...said } = otherwise;
    const cleared: RecordPlan = { type: 'use.cleared', data: { page, copy, photo, by: 'clerk-1', ...said } };
    const rest = plans.slice(at + 1).flatMap((plan) => (plan.type === 'use.page' && plan.data.page === page ? [] : [plan]));
    const after = rest.findIndex(({ type }) => type === 'use.impression');
    // A second press on that sheet starts from the photograph of the first.
    const next = rest.map((plan, place) =>
      place > after && plan.type === 'use.reserved' && plan.data.page === page
        ? { ...plan, data: { ...plan.data, photo: rest[after]?.data.photo } }
        : plan,
    );
    return [...plans.slice(0, at), { type: 'use.page', data: { ...data, verdict: 'ask' } }, ...match, cleared, ...next];
  };

const oneMoreLink =
  (at: string, changesOf: (town: Town) => readonly RosterChange[], by: readonly (typeof OFFICERS)[number][] = OFFICERS) =>
  async (links: readonly SignedRoster[], town: Town) => {
    const last = links.at(-1) as SignedRoster;
    return [...links, await signRoster(town, nextStatement(last.statement, at, changesOf(town)), by)];
  };

const move = (from: number, to: number) => (entries: readonly Entry[]) => {
  const rest = entries.toSpliced(from, 1);
  return rest.toSpliced(to, 0, entries[from] as Entry);
};

describe('a true receipt', () => {
  it('holds, and says what happened', async () => {
    const { text, vkey, receipt } = await sampleReceipt({ copies: 2, impressions: [1, 2] });
    const { ok, facts, problems } = await verifyReceipt(text, { policy: trusting(vkey) });
    expect(problems).toEqual([]);
    expect(ok).toBe(true);
    expect(facts).toMatchObject({
      request: receipt.request,
      town: TOWN,
      content: { title: '示例·居住证明' },
      machine: MACHINE,
      allowed: 6,
      isSample: true,
      isAborted: false,
      decisions: [
        { step: 0, approver: 'approver-1', reason: '' },
        { step: 1, approver: 'approver-2', reason: '情况属实' },
      ],
    });
    expect(facts?.impressions.map(({ n, page, copy, outcome }) => [n, page, copy, outcome])).toEqual([
      [1, 1, 1, 'confirmed'],
      [2, 2, 1, 'confirmed'],
      [3, 2, 1, 'confirmed'],
      [4, 1, 2, 'confirmed'],
      [5, 2, 2, 'confirmed'],
      [6, 2, 2, 'confirmed'],
    ]);
    expect(facts?.photos).toHaveLength(12);
  });

  it('holds without what is personal', async () => {
    const { text, vkey } = await sampleReceipt({ openings: () => [] });
    const { ok, facts } = await verifyReceipt(text, { policy: trusting(vkey) });
    expect(ok).toBe(true);
    expect(facts?.content).toBeUndefined();
  });

  it('holds after a void that was made again, and after a power cut', async () => {
    const voidAndCut = (plans: readonly RecordPlan[]): readonly RecordPlan[] => {
      const [received, finger, opened, page, reserved, impression] = plans as [
        RecordPlan,
        RecordPlan,
        RecordPlan,
        RecordPlan,
        RecordPlan,
        RecordPlan,
      ];
      const again = (plan: RecordPlan, n: number): RecordPlan => ({ ...plan, boot: 2, data: { ...plan.data, n } });
      return [
        received,
        finger,
        opened,
        page,
        reserved,
        { type: 'use.voided', boot: 2, data: { n: 1, reason: 'power' } },
        { ...opened, boot: 2 },
        { ...page, boot: 2 },
        again(reserved, 2),
        again(impression, 2),
        { type: 'use.closed', boot: 2, data: { ...plans.at(-1)?.data, made: 1, voided: 1 } },
      ];
    };
    const { text, vkey } = await sampleReceipt({ pages: [utf8('one')], records: voidAndCut });
    const { problems, facts } = await verifyReceipt(text, { policy: trusting(vkey) });
    expect(problems).toEqual([]);
    expect(facts?.impressions.map(({ outcome }) => outcome)).toEqual(['voided', 'confirmed']);
  });

  it('holds when the authorisation was revoked after its use, or was never used up', async () => {
    const revoked: ReceiptPlan = { records: (plans) => [...plans, { type: 'auth.revoked', data: { reason: 'done' } }] };
    expect(await codesOf(revoked)).toEqual([]);
    const left = (plans: readonly RecordPlan[]): readonly RecordPlan[] => [
      ...plans.slice(0, 3),
      { type: 'use.aborted', data: { ...plans.at(-1)?.data, made: 0, reason: 'clerk' } },
    ];
    const { text, vkey } = await sampleReceipt({ records: left });
    expect(await verifyReceipt(text, { policy: trusting(vkey) })).toMatchObject({ ok: true, facts: { isAborted: true, impressions: [] } });
  });

  it('shows who cleared a sheet that the page check was unsure of, for the press after it and for the next one on that sheet', async () => {
    const plan: ReceiptPlan = { impressions: [0, 2], filed: mayAsk, records: clearedSheet() };
    const { text, vkey } = await sampleReceipt(plan);
    const { problems, facts } = await verifyReceipt(text, { policy: trusting(vkey) });
    expect(problems).toEqual([]);
    expect(facts?.impressions.map(({ cleared }) => cleared?.by)).toEqual(['clerk-1', 'clerk-1']);
  });

  it('counts a press that left no mark among the unknown', async () => {
    const missing = saying('use.impression', { outcome: 'missing' });
    const counted = saying('use.closed', { made: 1, unknown: 1 });
    const { text, vkey } = await sampleReceipt({ records: (plans) => counted(missing(plans)) });
    const { problems, facts } = await verifyReceipt(text, { policy: trusting(vkey) });
    expect(problems).toEqual([]);
    expect(facts?.impressions.map(({ outcome }) => outcome)).toEqual(['missing', 'confirmed']);
  });

  it('shows what the machine saw of a press, and passes over what it cannot read', async () => {
    const likeness = { is: 'same', score: 0.9 };
    const seal = {
      xMm: 130,
      yMm: 190,
      diameterMm: 42,
      angleDeg: -3,
      coverage: 0.97,
      strike: 'single',
      ink: 'stamped',
      text: 'same',
      likeness,
    };
    const evidence = { reasons: [], seals: [seal] };
    for (const [seals, expected] of [
      [[seal], evidence],
      [[{ ...seal, coverage: 7 }], undefined],
    ] as const) {
      const { text, vkey } = await sampleReceipt({ records: saying('use.impression', { ...evidence, seals }) });
      const { ok, facts } = await verifyReceipt(text, { policy: trusting(vkey) });
      expect(ok).toBe(true);
      expect(facts?.impressions[0]?.evidence).toEqual(expected);
    }
  });

  it('shows a waiver', async () => {
    const waiver = { reason: sha256Hex(utf8('a reason')), by: 'officer-1' };
    const grant = oneMoreLink(instant(1), () => [{ op: 'grant-post', person: 'clerk-1', post: 'custodian', body: '54330381ME0000001A' }]);
    const plan: ReceiptPlan = { roster: grant, filed: (facts) => ({ ...facts, custodian: 'clerk-1', waiver }) };
    const { text, vkey } = await sampleReceipt(plan);
    const { problems, facts } = await verifyReceipt(text, { policy: trusting(vkey) });
    expect(problems).toEqual([]);
    expect(facts?.waiver).toEqual({ by: 'officer-1' });
  });

  it('compares the files that it is given', async () => {
    const { text, vkey, pages } = await sampleReceipt();
    const known = new Map(pages.map((page) => [sha256Hex(page), page]));
    const [first] = known.keys();
    const missing = await verifyReceipt(text, { policy: trusting(vkey), files: async (digest) => known.get(digest) ?? null });
    expect(missing.ok).toBe(true);
    expect(missing.files.map(({ role, state }) => `${role} ${state}`)).toEqual([
      'page same',
      'page same',
      ...Array.from({ length: 4 }, () => 'photo missing'),
    ]);
    const changed = await verifyReceipt(text, {
      policy: trusting(vkey),
      files: async (digest) => (digest === first ? utf8('other') : null),
    });
    expect(changed.problems.map(({ code, where }) => [code, where])).toEqual([['file/changed', 'page 1']]);
  });
});

describe('a receipt whose parties colluded, all signatures and proofs being good', () => {
  const cases: readonly [string, ReceiptPlan, string][] = [
    ['the clerk approves his own request', { filed: (f) => ({ ...f, clerk: 'approver-1' }) }, 'separation/clerk-approves'],
    ['the custodian approves', { filed: (f) => ({ ...f, custodian: 'approver-2' }) }, 'separation/custodian-approves'],
    ['clerk and custodian are one', { filed: (f) => ({ ...f, custodian: f.clerk }) }, 'separation/clerk-is-custodian'],
    ['the clerk waives it for himself', { filed: (f) => ({ ...f, waiver: { reason: f.content, by: f.clerk } }) }, 'separation/own-waiver'],
    [
      'one approver decides twice',
      { statement: (s) => ({ ...s, approver: 'approver-1' }), signedBy: 'approver-1' },
      'separation/approver-twice',
    ],
    ['the clerk holds no post', { filed: (f) => ({ ...f, clerk: 'stranger-1' }) }, 'approval/post-not-held'],
    ['a step is missing', { filed: (f) => ({ ...f, steps: 3 }) }, 'approval/steps-missing'],
    ['an approver said no', { statement: (s) => ({ ...s, verdict: 'reject' }) }, 'approval/not-approved'],
    ['an approver saw other pages', { statement: (s) => ({ ...s, pages: s.pages.toReversed() }) }, 'approval/not-what-was-filed'],
    [
      'an approver saw fewer copies',
      { filed: (f) => ({ ...f, copies: 2 }), statement: (s) => ({ ...s, copies: 1 }) },
      'approval/not-what-was-filed',
    ],
    ['a decision is of another request', { statement: (s) => ({ ...s, request: '0000000000000' }) }, 'approval/not-what-was-filed'],
    ['a decision is of another town', { statement: (s) => ({ ...s, town: '330381003000' }) }, 'decision/other-town'],
    ['a decision is signed by another approver', { signedBy: 'approver-2' }, 'passkey/not-in-roster'],
    ['a decision is signed by a stranger', { signedBy: 'stranger-1' }, 'passkey/not-in-roster'],
    ['a decision is older than its key', { statement: (s) => ({ ...s, at: instant(0) }) }, 'passkey/not-in-roster'],
    ['the decisions stand in another order', { acts: move(1, 2) }, 'approval/wrong-step'],
    ['more is authorised than approved', { authorised: (a) => ({ ...a, max: a.max + 1 }) }, 'approval/wrong-maximum'],
    ['another seal is authorised', { authorised: (a) => ({ ...a, seal: 'seal-2' }) }, 'approval/authorised-otherwise'],
    ['another clerk is authorised', { authorised: (a) => ({ ...a, clerk: 'clerk-2' }) }, 'approval/authorised-otherwise'],
    ['the window has no length', { authorised: (a) => ({ ...a, exp: a.nbf }) }, 'approval/authorised-otherwise'],
    ['the roster is cut short', { authorised: (a) => ({ ...a, rosterSeq: 2 }) }, 'receipt/roster-cut-short'],
    ['there are two filings', { acts: (e) => [e[0] as Entry, ...e] }, 'receipt/twice'],
    ['there is no filing', { acts: (e) => e.slice(1) }, 'receipt/lacks'],
    ['there is no authorisation', { acts: (e) => e.filter(({ kind }) => kind !== 'request.authorised') }, 'receipt/lacks'],
    ['a decision comes after the authorisation', { acts: move(2, 3) }, 'receipt/out-of-order'],
    ['a machine recorded before it was authorised', { acts: move(3, 4) }, 'receipt/out-of-order'],
    ['an act is of another town', { acts: ([f, ...e]) => [{ ...(f as Entry), town: '330381003000' }, ...e] }, 'receipt/other-town'],
    [
      'a strange act stands among them',
      { acts: (e) => [...e, act('request.withdrawn', instant(20), { request: '0000000000000', by: 'clerk-1' })] },
      'receipt/unexpected-entry',
    ],
    ['the machine never received it', { records: without('auth.received') }, 'use/no-beginning'],
    ['the machine received another', { records: saying('auth.received', { jws: '0'.repeat(64) }) }, 'use/received-otherwise'],
    ['the finger was another', { records: saying('finger.match', { person: 'clerk-2' }) }, 'use/other-finger'],
    ['another sleeve opened', { records: saying('use.opened', { sleeve: 2 }) }, 'use/opened-otherwise'],
    ['it opened too late', { records: edited('use.opened', (plan) => [{ ...plan, wall: instant(71) }]) }, 'use/outside-window'],
    ['it never opened', { records: without('use.opened') }, 'use/not-open'],
    ['it was locked in between', { records: edited('use.page', (plan) => [{ type: 'use.locked', data: {} }, plan]) }, 'use/not-open'],
    ['the agent started anew in between', { records: edited('use.page', (plan) => [{ ...plan, boot: 2 }]) }, 'use/not-open'],
    ['a page was not checked', { records: without('use.page') }, 'use/page-not-passed'],
    ['a page did not pass', { records: saying('use.page', { verdict: 'stop' }) }, 'use/page-not-passed'],
    ['the page check was unsure', { filed: mayAsk, records: saying('use.page', { verdict: 'ask' }) }, 'use/page-not-passed'],
    ['an approver did not sign that doubt may be cleared', { filed: mayAsk, statement: withoutAsk }, 'approval/not-what-was-filed'],
    ['an approver signed more leave than was filed', { statement: mayAsk }, 'approval/not-what-was-filed'],
    ['it was cleared where that may not be', { records: clearedSheet() }, 'use/may-not-be-cleared'],
    ['it was cleared without a new finger', { filed: mayAsk, records: clearedSheet({ match: [] }) }, 'use/cleared-otherwise'],
    ['somebody else cleared it', { filed: mayAsk, records: clearedSheet({ by: 'clerk-2' }) }, 'use/cleared-otherwise'],
    ['another photograph was cleared', { filed: mayAsk, records: clearedSheet({ photo: '0'.repeat(64) }) }, 'use/cleared-otherwise'],
    ['another page was cleared', { filed: mayAsk, records: clearedSheet({ page: 2 }) }, 'use/cleared-otherwise'],
    [
      'what a stop had answered was cleared',
      { filed: mayAsk, records: (plans) => saying('use.page', { verdict: 'stop' })(clearedSheet()(plans)) },
      'use/cleared-otherwise',
    ],
    [
      'another sheet lay there than was cleared',
      { filed: mayAsk, records: (plans) => saying('use.reserved', { photo: '0'.repeat(64) })(clearedSheet()(plans)) },
      'use/page-not-passed',
    ],
    ['a press was not reserved', { records: without('use.reserved') }, 'use/not-reserved'],
    ['an outcome is missing', { records: without('use.impression') }, 'use/wrong-count'],
    ['one press has two outcomes', { records: edited('use.impression', (plan) => [plan, plan]) }, 'use/not-reserved'],
    ['a press is on another page', { records: saying('use.impression', { page: 2 }) }, 'use/not-reserved'],
    [
      'a page is pressed once more',
      { records: edited('use.reserved', (plan) => [plan, { ...plan, data: { ...plan.data, n: 2 } }]) },
      'use/too-many',
    ],
    ['a page that wants no seal is pressed', { impressions: [0, 1], records: saying('use.page', { page: 1 }) }, 'use/page-not-passed'],
    ['a number is left out', { records: saying('use.reserved', { n: 2 }) }, 'use/missing-impression'],
    ['the count at the end is false', { records: saying('use.closed', { made: 1 }) }, 'use/wrong-count'],
    ['it went on after its end', { records: (plans) => [...plans, plans.at(-1) as RecordPlan] }, 'use/after-end'],
    ['the end is missing', { records: without('use.closed') }, 'use/not-ended'],
    ['a record lacks its photograph', { records: saying('use.impression', { photo: 'none' }) }, 'use/bad-record'],
    [
      'a record is of another authorisation',
      { records: edited('use.page', (plan) => [{ ...plan, jti: 'jti-2' }]) },
      'use/other-authorisation',
    ],
    ['a record is of another machine', { records: edited('use.page', (plan) => [{ ...plan, dev: 'machine-2' }]) }, 'use/other-machine'],
    [
      'a record is older than the machine’s key',
      { records: edited('use.page', (plan) => [{ ...plan, wall: instant(0) }]) },
      'use/other-machine',
    ],
    ['the journal forks', { records: edited('use.page', (plan) => [{ ...plan, prev: '0'.repeat(64) }]) }, 'machine/journal-gap'],
    ['a record repeats its number', { records: edited('use.page', (plan) => [{ ...plan, seq: 2 }]) }, 'receipt/out-of-order'],
    [
      'the roster changed by one officer',
      { roster: oneMoreLink(instant(1), () => [{ op: 'name-officer', person: 'clerk-1' }], ['officer-1']) },
      'roster/not-two-officers',
    ],
    [
      'the approver’s key was revoked before',
      { roster: oneMoreLink(instant(2), (town) => [{ op: 'revoke-key', kid: town.passkeys['approver-1'].kid, reason: 'lost' }]) },
      'passkey/not-in-roster',
    ],
    [
      'a revoked key dated a decision back',
      { roster: oneMoreLink(instant(5), (town) => [{ op: 'revoke-key', kid: town.passkeys['approver-1'].kid, reason: 'lost' }]) },
      'approval/key-revoked',
    ],
    [
      'the approver’s post had ended',
      { roster: oneMoreLink(instant(2), () => [{ op: 'end-post', person: 'approver-1', post: 'approver', body: '54330381ME0000001A' }]) },
      'post/not-held',
    ],
    [
      'an approver who had lost the post dated a decision back',
      { roster: oneMoreLink(instant(5), () => [{ op: 'end-post', person: 'approver-1', post: 'approver', body: '54330381ME0000001A' }]) },
      'approval/post-ended',
    ],
    ['the founding is missing', { roster: async (links) => links.slice(1) }, 'roster/broken-chain'],
    ['an opening is of nothing', { openings: ([, ...rest]) => [...rest, ...rest] }, 'opening/of-nothing'],
    ['openings are out of order', { openings: (all) => all.toReversed() }, 'opening/of-nothing'],
    [
      'an opening says something else',
      { openings: ([first, ...rest]) => [{ ...first, value: 'else' } as never, ...rest] },
      'opening/does-not-open',
    ],
  ];

  it.each(cases)('%s', async (_, plan, code) => {
    expect(await codesOf(plan)).toContain(code);
  });
});

describe('a receipt whose reader asks for witnesses', () => {
  const witnesses = () => Promise.all(['w1', 'w2', 'w3'].map((name) => cosigner(`example.org/${name}`, seedNamed(name))));
  async function policy() {
    const lines = (await witnesses()).map(({ vkey }, at) => `witness w${at + 1} ${vkey}`);
    const parsed = parsePolicy(`log ${(await town()).log.vkey}\n${lines.join('\n')}\ngroup any-two 2 w1 w2 w3\nquorum any-two\n`);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed));
    return parsed.value;
  }

  it('is valid when enough of them cosigned, and names them', async () => {
    const [w1, , w3] = await witnesses();
    const { text } = await sampleReceipt({ witnesses: [w1 as Cosigner, w3 as Cosigner] });
    const report = await verifyReceipt(text, { policy: await policy() });
    expect(report).toMatchObject({ ok: true, isAwaitingWitnesses: false, remarks: [] });
    const timeS = Date.parse('2026-11-22T06:20:00.000Z') / 1000;
    expect(report.facts?.log.witnesses).toEqual([
      { name: 'w1', timeS },
      { name: 'w3', timeS },
    ]);
  });

  it('waits for them when they are too few, and is not called wrong', async () => {
    const { text } = await sampleReceipt({ witnesses: [(await witnesses())[1] as Cosigner] });
    const report = await verifyReceipt(text, { policy: await policy() });
    expect(report).toMatchObject({ ok: false, isAwaitingWitnesses: true });
    expect(report.problems.map(({ code, where }) => [code, where])).toEqual([
      ['receipt/awaiting-witnesses', 'roster[0]'],
      ['receipt/awaiting-witnesses', 'acts[0]'],
    ]);
  });

  it('is wrong, and not waiting, when something else does not hold either', async () => {
    const { text } = await sampleReceipt({ authorised: (facts) => ({ ...facts, max: facts.max + 1 }) });
    expect(await verifyReceipt(text, { policy: await policy() })).toMatchObject({ ok: false, isAwaitingWitnesses: false });
  });

  it('shows every changed bit, in one way or another', async () => {
    const [w1, w2] = await witnesses();
    const { text } = await sampleReceipt({ pages: [utf8('one')], witnesses: [w1 as Cosigner, w2 as Cosigner] });
    const trust = { policy: await policy() };
    const bytes = utf8(text);
    const decoder = new TextDecoder();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect((await verifyReceipt(decoder.decode(changed), trust)).ok).toBe(false);
      }),
      { numRuns: 800 },
    );
  });
});

describe('a receipt that was tampered with', () => {
  it('shows every changed bit', async () => {
    const { text, vkey } = await sampleReceipt({ pages: [utf8('one')] });
    const bytes = utf8(text);
    const decoder = new TextDecoder();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect((await verifyReceipt(decoder.decode(changed), { policy: trusting(vkey) })).ok).toBe(false);
      }),
      { numRuns: 1500 },
    );
  });

  it('shows every cut', async () => {
    const { text, vkey } = await sampleReceipt({ pages: [utf8('one')] });
    for (let end = 0; end < text.length; end += 97)
      expect((await verifyReceipt(text.slice(0, end), { policy: trusting(vkey) })).ok).toBe(false);
  });
});
