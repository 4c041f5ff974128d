import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { act, logEntries, type ReceiptPlan, sampleReceipt } from '../../../../test/arbitraries/receipt.ts';
import { instant, nextStatement, OFFICERS, signRoster, town, trusting } from '../../../../test/arbitraries/town.ts';
import { sha256Hex } from '../canonical.ts';
import { utf8 } from '../encoding.ts';
import type { Entry } from '../entry.ts';
import { decodeEntry, encodeEntry } from '../entry-codec.ts';
import { ERASED_LIMIT, type ErasedFacts } from '../erasure.ts';
import { serializeReceipt } from './form.ts';
import { verifyReceipt } from './verify.ts';

const erasing =
  (edit: (facts: ErasedFacts) => ErasedFacts = (facts) => facts) =>
  (everything: ErasedFacts): readonly Entry[] => [act('person.erased', instant(30), edit(everything))];

const forgotten: ReceiptPlan = { openings: () => [], erasures: erasing() };

const verified = async (plan: ReceiptPlan) => {
  const sample = await sampleReceipt(plan);
  return { ...sample, report: await verifyReceipt(sample.text, { policy: trusting(sample.vkey), files: async () => null }) };
};
const codesOf = async (plan: ReceiptPlan) => (await verified(plan)).report.problems.map(({ code, where }) => `${code} ${where}`);

describe('a receipt of what was forgotten', () => {
  it('is valid, and says of title, reasons, pages and photographs that they were erased, when, on what ground and by whom', async () => {
    const { report } = await verified(forgotten);
    expect(report.problems).toEqual([]);
    expect(report.ok).toBe(true);
    const erasure = { at: instant(30), ground: 'consent-withdrawn', askedBy: 'clerk-1', confirmedBy: 'supervisor-1', isEarly: false };
    const { facts } = report;
    expect(facts?.content).toBeUndefined();
    expect(facts?.contentErased).toMatchObject(erasure);
    expect(facts?.decisions.map(({ reason, reasonErased }) => [reason, reasonErased?.at])).toEqual([
      [undefined, instant(30)],
      [undefined, instant(30)],
    ]);
    expect(report.files.map(({ role, state }) => `${role} ${state}`)).toEqual([
      ...Array.from({ length: 2 }, () => 'page erased'),
      ...Array.from({ length: 4 }, () => 'photo erased'),
    ]);
  });

  it('may be told in several entries; what none of them names is missing, not erased', async () => {
    const plan: ReceiptPlan = {
      openings: ([content]) => (content ? [content] : []),
      erasures: (everything) => [
        act('person.erased', instant(30), { ...everything, commitments: everything.commitments.slice(1), files: [] }),
        act('person.erased', instant(31), { ...everything, commitments: [], files: everything.files.slice(0, 1), early: '0'.repeat(64) }),
      ],
    };
    const { report } = await verified(plan);
    expect(report.problems).toEqual([]);
    expect(report.facts?.content).toBeDefined();
    expect(report.facts?.contentErased).toBeUndefined();
    expect(report.facts?.erasures.map(({ isEarly }) => isEarly)).toEqual([false, true]);
    expect(report.files.map(({ state }) => state)).toEqual(['erased', 'missing', 'missing', 'missing', 'missing', 'missing']);
  });

  it('still opens for whoever kept the receipt from before: that copy is the holder’s own', async () => {
    const before = await verified({});
    expect(before.report).toMatchObject({ ok: true, facts: { content: { applicant: '示例·居民甲' }, erasures: [] } });
    const both = await verified({ erasures: erasing() });
    expect(both.report).toMatchObject({ ok: true, facts: { content: { applicant: '示例·居民甲' }, contentErased: { at: instant(30) } } });
  });

  it('may prove its erasures under a later checkpoint of the same log', async () => {
    const { receipt, vkey } = await sampleReceipt(forgotten);
    const entries = [receipt.roster, receipt.acts, receipt.erasures].map((list) => list.map(({ entry }) => JSON.parse(entry) as Entry));
    const [, , later = []] = await logEntries(await town(), [
      ...entries,
      [act('request.withdrawn', instant(40), { request: receipt.request, by: 'x' })],
    ]);
    expect(later[0]?.proof).not.toBe(receipt.erasures[0]?.proof);
    const report = await verifyReceipt(serializeReceipt({ ...receipt, erasures: later }), { policy: trusting(vkey) });
    expect(report.problems).toEqual([]);
  });

  it('shows every changed bit of the erasure and its proof', async () => {
    const { text, vkey } = await sampleReceipt({ ...forgotten, pages: [utf8('one')] });
    const from = utf8(text.slice(0, text.indexOf('"erasures"'))).length;
    const to = utf8(text.slice(0, text.indexOf('"kind":"yinzheng-receipt"'))).length;
    const bytes = utf8(text);
    const decoder = new TextDecoder();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: from, max: to - 1 }), fc.nat(7), async (at, bit) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect((await verifyReceipt(decoder.decode(changed), { policy: trusting(vkey) })).ok).toBe(false);
      }),
      { numRuns: 600 },
    );
  });
});

describe('an erasure that is no excuse', () => {
  const other = sha256Hex(utf8('another’s'));
  const cases: readonly [string, (facts: ErasedFacts) => ErasedFacts, string][] = [
    ['is of another request', (f) => ({ ...f, of: { kind: 'request', request: '0000000000000' } }), 'receipt/other-request'],
    ['is of a person', (f) => ({ ...f, of: { kind: 'person', person: 'clerk-1' } }), 'erasure/of-nothing'],
    ['names a commitment that stands in no act', (f) => ({ ...f, commitments: [...f.commitments, other] }), 'erasure/of-nothing'],
    ['names only another’s', (f) => ({ ...f, commitments: [other], files: [] }), 'erasure/of-nothing'],
    ['names a file that stands in no act', (f) => ({ ...f, files: [other] }), 'erasure/of-nothing'],
    ['names nothing', (f) => ({ ...f, commitments: [], files: [] }), 'erasure/of-nothing'],
    ['was asked for and confirmed by one', (f) => ({ ...f, askedBy: f.confirmedBy }), 'erasure/one-person'],
    ['was confirmed by an approver', (f) => ({ ...f, confirmedBy: 'approver-1' }), 'approval/post-not-held'],
    ['was confirmed by the administrator', (f) => ({ ...f, confirmedBy: 'administrator-1' }), 'approval/post-not-held'],
    ['was asked for by the administrator, who sees no documents', (f) => ({ ...f, askedBy: 'administrator-1' }), 'approval/post-not-held'],
    ['was asked for by a stranger', (f) => ({ ...f, askedBy: 'stranger-1' }), 'approval/post-not-held'],
  ];
  it.each(cases)('because it %s', async (_, edit, code) => {
    const { report } = await verified({ openings: () => [], erasures: erasing(edit) });
    expect(report.ok).toBe(false);
    expect(report.problems.map((it) => it.code)).toEqual([code]);
    expect(report.facts?.contentErased).toBeUndefined();
  });

  it('because it is no erasure', async () => {
    const withdrawn = act('request.withdrawn', instant(30), { request: '0000000000000', by: 'clerk-1' });
    expect(await codesOf({ erasures: () => [withdrawn] })).toEqual(['receipt/unexpected-entry erasures[0]']);
  });

  it('because it is another town’s', async () => {
    const elsewhere = (facts: ErasedFacts): readonly Entry[] => erasing()(facts).map((entry) => ({ ...entry, town: '330381003000' }));
    expect(await codesOf({ erasures: elsewhere })).toEqual(['receipt/other-town erasures[0]']);
  });

  it('because the confirmer’s post had ended, though the entry claims an earlier time', async () => {
    const roster: ReceiptPlan['roster'] = async (links, of) => {
      const last = links.at(-1);
      if (!last) return links;
      const change = { op: 'end-post', person: 'supervisor-1', post: 'supervisor', body: '54330381ME0000001A' } as const;
      return [...links, await signRoster(of, nextStatement(last.statement, instant(50), [change]), OFFICERS)];
    };
    expect(await codesOf({ roster, erasures: erasing() })).toEqual(['approval/post-not-held erasures[0]']);
  });

  it('because it stands before the filing, in no tree, or in somebody else’s', async () => {
    const { receipt, vkey } = await sampleReceipt(forgotten);
    const codes = async (erasures: typeof receipt.erasures) =>
      (await verifyReceipt(serializeReceipt({ ...receipt, erasures }), { policy: trusting(vkey) })).problems.map(({ code }) => code);
    const [roster, acts, erased] = [receipt.roster, receipt.acts, receipt.erasures].map((list) =>
      list.map(({ entry }) => JSON.parse(entry) as Entry),
    );
    const [, early = []] = await logEntries(await town(), [roster ?? [], erased ?? [], acts ?? []]);
    expect(await codes(early)).toContain('receipt/out-of-order');
    const [only] = receipt.erasures;
    const edited = only?.entry.replace('consent-withdrawn', 'unlawful') ?? '';
    expect(await codes([{ entry: edited, proof: only?.proof ?? '' }])).toEqual(['proof/does-not-lead-there']);
    expect(await codes([{ entry: only?.entry ?? '', proof: receipt.acts[0]?.proof ?? '' }])).toEqual(['proof/does-not-lead-there']);
    expect(await codes([...receipt.erasures, ...receipt.erasures])).toEqual(['receipt/out-of-order']);
    expect(await codes([{ entry: only?.entry ?? '', proof: '' }])).toEqual(['proof/malformed']);
  });
});

it('the fullest entry fits its bundle', () => {
  const digests = (of: string) => Array.from({ length: ERASED_LIMIT }, (_, at) => sha256Hex(utf8(`${of} ${at}`)));
  const facts: ErasedFacts = {
    of: { kind: 'request', request: '0000000000000' },
    ground: 'purpose-ended',
    commitments: digests('commitment'),
    files: digests('file'),
    askedBy: 'a'.repeat(64),
    confirmedBy: 'b'.repeat(64),
    early: '0'.repeat(64),
  };
  const entry = act('person.erased', instant(0), facts);
  expect(decodeEntry(encodeEntry(entry))).toEqual({ ok: true, value: entry });
});
