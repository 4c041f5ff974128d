import { expect, test, vi } from 'vitest';
import { type Bench, bench, doubtfulSheet, goodSheet, RIGHT } from '../../testing/fake-machine.ts';
import type { Wish } from '../../testing/town.ts';

const STRANGER = { kind: 'match', slot: 8, score: 99 } as const;

/** A machine at which the clerk is asked about two places. */
async function asked(wish: Wish = {}, overrides: Parameters<typeof bench>[0] = {}) {
  const it = await bench({ sheetCheck: doubtfulSheet, ...overrides });
  const booted = await it.boot();
  if (!booted.ok) throw new Error(booted.code);
  const { desk, commands, memory } = booted.value;
  await commands.receive(it.command(await it.wish({ jti: 'jti-1', onDoubt: 'ask', ...wish })));
  it.fingers.push(RIGHT);
  expect(await desk.choose('jti-1')).toMatchObject({ ok: true });
  await desk.checkSheet();
  return { it, desk, commands, use: () => memory.known('jti-1')?.use };
}

const types = (it: Bench): string[] => it.records().map(({ type }) => type);
const last = (it: Bench, type: string) => it.records().findLast((record) => record.type === type)?.data;

test('while the clerk is asked, the sleeve is shut and nothing can be pressed', async () => {
  const { it, desk } = await asked();
  expect(desk.session?.phase).toBe('asked');
  expect(it.mechanics.isOpen(1)).toBe(false);
  expect(await desk.press()).toMatchObject({ ok: false, code: 'use/answer-first' });
  expect(await desk.checkSheet()).toMatchObject({ ok: false, code: 'use/answer-first' });
  expect(it.mechanics.physics.presses).toBe(0);
});

test('the clerk looks at each place, vouches with a new finger, and the very sheet is pressed', async () => {
  const { it, desk } = await asked();
  const photo = last(it, 'use.page')?.photo;
  it.fingers.push(RIGHT);
  expect(await desk.clearSheet([1])).toMatchObject({ ok: false, code: 'use/look-at-each', params: { left: 1 } });
  expect(await desk.clearSheet([0, 1])).toMatchObject({ ok: true });
  expect(desk.session?.phase).toBe('ready');
  expect(it.mechanics.isOpen(1)).toBe(true);
  expect(last(it, 'use.cleared')).toEqual({
    page: 1,
    copy: 1,
    photo,
    by: 'clerk-1',
    places: [
      { kind: 'changed', leftMm: 120, topMm: 45, widthMm: 4, heightMm: 4 },
      { kind: 'changed', leftMm: 30, topMm: 45, widthMm: 4, heightMm: 4 },
    ],
  });
  expect(await desk.press()).toMatchObject({ ok: true, value: { outcome: 'confirmed' } });
  expect(last(it, 'use.reserved')).toMatchObject({ photo });
  expect(types(it).slice(-6)).toEqual(['use.page', 'finger.match', 'use.cleared', 'use.reserved', 'use.impression', 'use.closed']);
});

test('what stands on the page does not get into the journal', async () => {
  const { it } = await asked();
  expect(Buffer.from(it.disk.bytes()).toString()).not.toContain('"seen"');
});

test('a passer-by cannot vouch, and the clerk still can', async () => {
  const { it, desk } = await asked();
  it.fingers.push(STRANGER, STRANGER, STRANGER, STRANGER, STRANGER);
  expect(await desk.clearSheet([0, 1])).toMatchObject({ ok: false, code: 'use/wrong-finger' });
  expect(desk.session).toMatchObject({ phase: 'asked', refused: { code: 'use/wrong-finger' } });
  expect(it.mechanics.isOpen(1)).toBe(false);
  it.fingers.push(RIGHT);
  expect(await desk.clearSheet([0, 1])).toMatchObject({ ok: true });
});

test('a sheet that the clerk refuses is stopped, and another one is checked after a new finger', async () => {
  const { it, desk, use } = await asked();
  expect(await desk.refuseSheet()).toMatchObject({ ok: true });
  expect(last(it, 'use.page')).toMatchObject({ verdict: 'stop', reasons: ['page/refused-by-clerk'] });
  expect(desk.session).toMatchObject({ phase: 'locked', refused: { code: 'use/sheet-refused' } });
  it.fingers.push(RIGHT);
  expect(await desk.clearSheet([0, 1])).toMatchObject({ ok: false, code: 'use/nothing-asked' });
  expect(await desk.choose('jti-1')).toMatchObject({ ok: true });
  expect(use()?.status).toBe('open');
});

test('where the approvers did not allow it, doubt is a stop', async () => {
  const it = await bench({ sheetCheck: doubtfulSheet });
  const booted = await it.boot();
  if (!booted.ok) throw new Error(booted.code);
  const { desk, commands } = booted.value;
  await commands.receive(it.command(await it.wish({ jti: 'jti-1' })));
  it.fingers.push(RIGHT);
  await desk.choose('jti-1');
  expect(await desk.checkSheet()).toMatchObject({ ok: true, value: { verdict: 'stop' } });
  expect(desk.question).toBeNull();
  expect(await desk.clearSheet([0, 1])).toMatchObject({ ok: false, code: 'use/nothing-asked' });
  expect(await desk.press()).toMatchObject({ ok: false });
});

test('doubt without anything to look at is a stop', async () => {
  const before = async () => ({ verdict: 'ask', reasons: ['page/unsure'], doubt: [] }) as const;
  const { desk } = await asked({}, { sheetCheck: { ...goodSheet, before } });
  expect(desk.session?.phase).toBe('sheet');
});

test('a question that nobody answers locks the use', async () => {
  const { it, desk } = await asked();
  await it.clock.advance(5 * 60_000 + 1_000);
  await vi.waitFor(() => expect(types(it).at(-1)).toBe('use.locked'));
  expect(desk.question).toBeNull();
  expect(last(it, 'use.locked')).toEqual({ reason: 'unanswered' });
});

test('a power cut in the middle of a question: nothing is left to clear', async () => {
  const { it } = await asked();
  const again = await it.boot();
  if (!again.ok) throw new Error(again.code);
  it.fingers.push(RIGHT);
  expect(await again.value.desk.clearSheet([0, 1])).toMatchObject({ ok: false, code: 'use/nothing-asked' });
  expect(again.value.memory.known('jti-1')?.use).toMatchObject({ status: 'locked', asked: null });
});

test('a press that left no mark stays spent, and a person looks', async () => {
  const sheetCheck = { ...goodSheet, after: async () => ({ outcome: 'missing', reasons: [], seals: [] }) as const };
  const { it, desk, use } = await asked({}, { sheetCheck });
  expect(await desk.press()).toMatchObject({ ok: true, value: { outcome: 'missing', isLast: true } });
  expect(last(it, 'use.closed')).toMatchObject({ made: 0, voided: 0, unknown: 1 });
  expect(use()?.impressions).toMatchObject([{ state: 'missing' }]);
});
