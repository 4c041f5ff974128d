import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AuthorisationClaims } from '../authorisations/claims.ts';
import { decideUse, impressionsLeft, leftOnPage, pagesLeft, startUse, type UseAct, type UseState } from './use.ts';

const NOW = new Date('2026-11-22T08:00:00.000Z');
const at = NOW.getTime() / 1000;
const claims = (impressions: readonly number[], copies = 1, onDoubt?: 'ask'): AuthorisationClaims =>
  ({
    nbf: at - 60,
    exp: at + 600,
    max: copies * impressions.reduce((sum, count) => sum + count, 0),
    filed: { impressions, copies, ...(onDoubt ? { onDoubt } : {}) },
  }) as unknown as AuthorisationClaims;

/** Goes through acts that must pass. */
const after = (state: UseState, ...acts: readonly UseAct[]): UseState =>
  acts.reduce((reached, act) => {
    const next = decideUse(reached, act);
    if (!next.ok) throw new Error(`${act.act}: ${next.code}`);
    return next.value;
  }, state);
const refusal = (state: UseState, act: UseAct): string => {
  const next = decideUse(state, act);
  return next.ok ? 'passed' : next.code;
};
const open: UseAct = { act: 'open', now: NOW };
const page = (number: number, copy = 1, verdict: 'go' | 'stop' | 'ask' = 'go', photo = 'a'): UseAct => ({
  act: 'page',
  page: number,
  copy,
  verdict,
  photo,
});
const reserve: UseAct = { act: 'reserve', photo: 'a' };
const clear = (number: number, copy = 1, photo = 'a'): UseAct => ({ act: 'clear', page: number, copy, photo });
const confirm = (n: number, photo = 'a'): UseAct => ({ act: 'confirm', n, outcome: 'confirmed', photo });

it('asks for the sheets copy by copy, and only those that want an impression', () => {
  const state = startUse(claims([1, 0, 2], 2));
  expect(pagesLeft(state)).toEqual([
    { page: 1, copy: 1, left: 1 },
    { page: 3, copy: 1, left: 2 },
    { page: 1, copy: 2, left: 1 },
    { page: 3, copy: 2, left: 2 },
  ]);
});

it('reserves nothing on a sheet that the page check did not pass', () => {
  const opened = after(startUse(claims([1])), open);
  expect(refusal(opened, reserve)).toBe('use/not-open');
  expect(refusal(after(opened, page(1, 1, 'stop')), reserve)).toBe('use/not-open');
  expect(refusal(after(opened, page(1, 1, 'ask')), reserve)).toBe('use/not-open');
  expect(refusal(opened, page(2))).toBe('use/nothing-left');
});

it('a reservation is spent until it is certain that nothing was pressed', () => {
  const reserved = after(startUse(claims([1])), open, page(1), reserve);
  expect(impressionsLeft(reserved)).toBe(0);
  expect(impressionsLeft(after(reserved, { act: 'unknown', n: 1 }))).toBe(0);
  const voided = after(reserved, { act: 'void', n: 1 });
  expect(impressionsLeft(voided)).toBe(1);
  expect(after(voided, reserve).impressions.map(({ n }) => n)).toEqual([1, 2]);
});

it('settles each reservation once, and never two at a time', () => {
  const reserved = after(startUse(claims([2])), open, page(1), reserve);
  expect(refusal(reserved, reserve)).toBe('use/another-open');
  const confirmed = after(reserved, confirm(1));
  expect(refusal(confirmed, { act: 'void', n: 1 })).toBe('use/not-open');
  expect(refusal(confirmed, confirm(2))).toBe('use/not-open');
});

it('opens only in its time, and not again once closed or aborted', () => {
  const state = startUse(claims([1]));
  expect(refusal(state, { act: 'open', now: new Date(NOW.getTime() - 120_000) })).toBe('authorisation/not-yet');
  expect(refusal(state, { act: 'open', now: new Date(NOW.getTime() + 600_000) })).toBe('authorisation/expired');
  for (const end of ['close', 'abort'] as const) {
    const ended = after(state, open, { act: end });
    expect(refusal(ended, open)).toBe('use/not-open');
    expect(refusal(ended, { act: end })).toBe('use/not-open');
  }
});

it('forgets the sheet when it locks: after a new finger it is checked anew', () => {
  const locked = after(startUse(claims([1])), open, page(1), { act: 'lock' });
  expect(refusal(locked, reserve)).toBe('use/not-open');
  expect(refusal(after(locked, open), reserve)).toBe('use/not-open');
});

it('puts doubt to the clerk only where the approvers allowed it, and only the sheet that was asked about', () => {
  const asked = after(startUse(claims([1, 1], 1, 'ask')), open, page(1, 1, 'ask'));
  expect(refusal(asked, reserve)).toBe('use/not-open');
  expect(refusal(asked, clear(2))).toBe('use/nothing-asked');
  expect(refusal(asked, clear(1, 1, 'b'))).toBe('use/nothing-asked');
  const cleared = after(asked, clear(1));
  expect(refusal(cleared, { act: 'reserve', photo: 'b' })).toBe('use/not-open');
  expect(refusal(cleared, reserve)).toBe('passed');
  expect(refusal(cleared, clear(1))).toBe('use/nothing-asked');
  const strict = after(startUse(claims([1])), open, page(1, 1, 'ask'));
  expect(refusal(strict, clear(1))).toBe('use/may-not-be-cleared');
});

it.each([
  ['another check that stops', page(1, 1, 'stop')],
  ['another check that asks about another photograph', page(1, 1, 'ask', 'b')],
  ['a lock', { act: 'lock' }],
  ['a new opening', open],
] as const)('a question is gone after %s', (_, act) => {
  const asked = after(startUse(claims([1], 1, 'ask')), open, page(1, 1, 'ask'));
  expect(refusal(after(asked, act), clear(1))).toBe('use/nothing-asked');
});

it('the next press on a sheet finds it as the one before left it', () => {
  const pressed = after(startUse(claims([2])), open, page(1), reserve, confirm(1, 'b'));
  expect(refusal(pressed, reserve)).toBe('use/not-open');
  expect(refusal(pressed, { act: 'reserve', photo: 'b' })).toBe('passed');
});

const verdict = fc.constantFrom('go' as const, 'stop' as const, 'ask' as const);
const anyAct: fc.Arbitrary<UseAct> = fc.oneof(
  fc.constant(open),
  fc.constant<UseAct>({ act: 'lock' }),
  fc
    .record({ page: fc.integer({ min: -1, max: 4 }), copy: fc.integer({ min: -1, max: 3 }), verdict })
    .map((it) => page(it.page, it.copy, it.verdict)),
  fc.record({ page: fc.integer({ min: 1, max: 3 }), copy: fc.integer({ min: 1, max: 2 }) }).map((it) => clear(it.page, it.copy)),
  fc.constant(reserve),
  fc.constant(reserve),
  fc.integer({ min: 0, max: 6 }).map((n) => confirm(n)),
  fc.integer({ min: 0, max: 6 }).map((n): UseAct => ({ act: 'void', n })),
  fc.integer({ min: 0, max: 6 }).map((n): UseAct => ({ act: 'unknown', n })),
);

it('never spends more than was allowed, in all or on a sheet, in whatever order things happen', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 2 }),
      fc.array(anyAct, { maxLength: 80 }),
      (asked, copies, acts) => {
        let state = startUse(claims(asked, copies, 'ask'));
        let isCleared = false;
        for (const act of acts) {
          const next = decideUse(state, act);
          if (next.ok && act.act === 'page') isCleared = act.verdict === 'go';
          if (next.ok && act.act === 'clear') isCleared = true;
          if (next.ok && act.act === 'reserve') expect(isCleared).toBe(true);
          if (next.ok) state = next.value;
          const spent = state.impressions.filter((it) => it.state !== 'voided');
          expect(spent.length).toBeLessThanOrEqual(state.claims.max);
          for (const { page: number, copy } of spent) {
            expect(spent.filter((it) => it.page === number && it.copy === copy).length).toBeLessThanOrEqual(asked[number - 1] ?? 0);
            expect(leftOnPage(state, number, copy)).toBeGreaterThanOrEqual(0);
          }
        }
      },
    ),
  );
});
