import { expect, test, vi } from 'vitest';
import { type Bench, bench, goodSheet, RIGHT } from '../../testing/fake-machine.ts';
import type { Wish } from '../../testing/town.ts';
import type { MachineCore } from './machine.ts';

async function ready(wish: Wish = {}, overrides: Parameters<typeof bench>[0] = {}) {
  const it = await bench(overrides);
  const booted = await it.boot();
  if (!booted.ok) throw new Error(booted.code);
  const core = booted.value;
  const jws = await it.wish({ jti: 'jti-1', ...wish });
  const answer = await core.commands.receive(it.command(jws));
  return { it, core, answer, jws };
}

async function opened(wish: Wish = {}, overrides: Parameters<typeof bench>[0] = {}) {
  const made = await ready(wish, overrides);
  made.it.fingers.push(RIGHT);
  expect(await made.core.desk.choose('jti-1')).toMatchObject({ ok: true });
  return made;
}

const types = (it: Bench): string[] => it.records().map(({ type }) => type);
const use = (core: MachineCore) => core.memory.known('jti-1')?.use;

test('a whole use: every motion stands in the journal before it, and the sleeve is shut at the end', async () => {
  const { it, core, answer } = await opened({ pages: ['a'.repeat(64), 'b'.repeat(64)], impressions: [1, 1] });
  expect(answer).toMatchObject({ state: 'accepted' });
  expect(it.mechanics.isOpen(1)).toBe(true);
  for (const page of [1, 2]) {
    expect(core.desk.session).toMatchObject({ expected: { page, copy: 1 } });
    expect(await core.desk.checkSheet()).toMatchObject({ ok: true, value: { verdict: 'go' } });
    expect(core.desk.session?.phase).toBe('ready');
    expect(await core.desk.press()).toMatchObject({ ok: true, value: { n: page, outcome: 'confirmed' } });
  }
  expect(core.desk.session?.phase).toBe('done');
  expect(it.mechanics.isOpen(1)).toBe(false);
  expect(it.mechanics.physics).toMatchObject({ presses: 2, pressesWhileShut: 0 });
  expect(types(it)).toEqual([
    'boot',
    'auth.received',
    'finger.match',
    'use.opened',
    'use.page',
    'use.reserved',
    'use.impression',
    'use.page',
    'use.reserved',
    'use.impression',
    'use.closed',
  ]);
  expect(it.records().at(-1)?.data).toEqual({ request: 'abc0123456789', made: 2, voided: 0, unknown: 0 });
});

test('the journal tells of a reservation before the relay is asked to press', async () => {
  const it = await bench();
  const seen: string[][] = [];
  const { lock } = it.mechanics;
  const press: typeof lock.press = (sleeve) => {
    seen.push(types(it));
    return lock.press(sleeve);
  };
  const booted = await it.boot({ lock: { ...lock, press } });
  if (!booted.ok) throw new Error(booted.code);
  const core = booted.value;
  await core.commands.receive(it.command(await it.wish({ jti: 'jti-1' })));
  it.fingers.push(RIGHT);
  await core.desk.choose('jti-1');
  await core.desk.checkSheet();
  await core.desk.press();
  expect(seen[0]?.at(-1)).toBe('use.reserved');
});

test('another person’s finger does not open, is recorded, and the clerk’s own still may', async () => {
  const { it, core } = await ready();
  it.fingers.push({ kind: 'stranger' }, { kind: 'match', slot: 8, score: 99 }, RIGHT);
  expect(await core.desk.choose('jti-1')).toMatchObject({ ok: true });
  expect(types(it).filter((type) => type.startsWith('finger'))).toEqual(['finger.fail', 'finger.fail', 'finger.match']);
});

test('five wrong fingers send the request back to the list', async () => {
  const { it, core } = await ready();
  for (let tries = 0; tries < 6; tries++) it.fingers.push({ kind: 'stranger' });
  expect(await core.desk.choose('jti-1')).toMatchObject({ ok: false, code: 'use/wrong-finger' });
  expect(it.mechanics.isOpen(1)).toBe(false);
});

test('without a finger nothing opens, and waiting ends', async () => {
  const { it, core } = await ready();
  let isOver = false;
  const chosen = core.desk.choose('jti-1').finally(() => {
    isOver = true;
  });
  await vi.waitFor(() => expect(core.desk.session?.phase).toBe('finger'));
  const began = it.clock.monoMs();
  while (!isOver) await it.clock.advance(1_000);
  expect(it.clock.monoMs() - began).toBeGreaterThanOrEqual(60_000);
  expect(await chosen).toMatchObject({ ok: false, code: 'use/no-finger' });
});

test('a sheet that is not the page is not pressed, whatever the clerk asks', async () => {
  const sheetCheck = {
    ...goodSheet,
    before: async () => ({ verdict: 'stop', reasons: ['other-page'], refusal: { code: 'use/wrong-page' } }) as const,
  };
  const { it, core } = await opened({}, { sheetCheck });
  expect(await core.desk.checkSheet()).toMatchObject({ value: { verdict: 'stop' } });
  expect(core.desk.session).toMatchObject({ phase: 'sheet', refused: { code: 'use/wrong-page', params: { expected: 1 } } });
  expect(await core.desk.press()).toMatchObject({ ok: false, code: 'use/not-open' });
  expect(it.mechanics.physics.presses).toBe(0);
});

test('the sleeve is locked when its time is over, and a new finger goes on where it stopped', async () => {
  const { it, core } = await opened({ impressions: [2], win: 30 });
  await core.desk.checkSheet();
  await core.desk.press();
  for (let second = 0; second < 29; second++) await it.clock.advance(1_000);
  expect(it.mechanics.isOpen(1)).toBe(true);
  await it.clock.advance(1_500);
  expect(it.mechanics.isOpen(1)).toBe(false);
  await vi.waitFor(() => expect(types(it).at(-1)).toBe('use.locked'));
  expect(await core.desk.press()).toMatchObject({ ok: false, code: 'use/window-over' });
  it.fingers.push(RIGHT);
  expect(await core.desk.choose('jti-1')).toMatchObject({ ok: true });
  expect(await core.desk.press()).toMatchObject({ ok: false }); // the sheet is checked anew
  await core.desk.checkSheet();
  expect(await core.desk.press()).toMatchObject({ ok: true, value: { n: 2, isLast: true } });
});

test('a press that nobody saw the end of counts as used and locks the sleeve', async () => {
  const { it, core } = await opened({ impressions: [2] });
  await core.desk.checkSheet();
  it.mechanics.physics.isSilent = true;
  expect(await core.desk.press()).toMatchObject({ ok: false, code: 'use/impression-unknown' });
  it.mechanics.physics.isSilent = false;
  expect(types(it).slice(-3)).toEqual(['use.reserved', 'use.unknown', 'use.locked']);
  expect(use(core)?.impressions.map(({ state }) => state)).toEqual(['unknown']);
});

test('a press that the board refused does not count', async () => {
  const { it, core } = await opened();
  await core.desk.checkSheet();
  it.mechanics.physics.refuses = true;
  expect(await core.desk.press()).toMatchObject({ ok: false, code: 'use/impression-void' });
  it.mechanics.physics.refuses = false;
  it.fingers.push(RIGHT);
  await core.desk.choose('jti-1');
  await core.desk.checkSheet();
  expect(await core.desk.press()).toMatchObject({ ok: true, value: { n: 2, isLast: true } });
  expect(it.records().at(-1)?.data).toMatchObject({ made: 1, voided: 1 });
});

test('a camera that fails before the press locks, after the press leaves the impression unknown', async () => {
  let failAt = 1;
  let pictures = 0;
  const camera = {
    start: async () => undefined,
    stop: async () => undefined,
    photograph: async () => {
      if (++pictures === failAt) throw new Error('no picture');
      return Uint8Array.of(pictures);
    },
  };
  const { it, core } = await opened({ impressions: [2] }, { camera });
  expect(await core.desk.checkSheet()).toMatchObject({ ok: false, code: 'machine/camera-fault' });
  expect(it.mechanics.isOpen(1)).toBe(false);
  it.fingers.push(RIGHT);
  await core.desk.choose('jti-1');
  failAt = 3;
  await core.desk.checkSheet();
  expect(await core.desk.press()).toMatchObject({ ok: false, code: 'use/impression-unknown' });
});

test('a missing seal, an open sensor and a silent board keep the sleeve shut', async () => {
  const { it, core } = await ready();
  it.mechanics.physics.sealPresent = false;
  it.fingers.push(RIGHT);
  expect(await core.desk.choose('jti-1')).toMatchObject({ ok: false, code: 'use/seal-missing' });
  expect(types(it).at(-1)).toBe('seal.missing');
  it.mechanics.physics.isSilent = true;
  it.fingers.push(RIGHT);
  expect(await core.desk.choose('jti-1')).toMatchObject({ ok: false, code: 'machine/lock-fault' });
  expect(types(it)).not.toContain('use.opened');
});

test('when the journal cannot be written, nothing moves', async () => {
  const it = await bench();
  let isFull = false;
  const sync = () => (isFull ? Promise.reject(new Error('disk')) : it.disk.journal.sync());
  const booted = await it.boot({ journalFile: { ...it.disk.journal, sync } });
  if (!booted.ok) throw new Error(booted.code);
  const core = booted.value;
  await core.commands.receive(it.command(await it.wish({ jti: 'jti-1' })));
  it.fingers.push(RIGHT);
  await core.desk.choose('jti-1');
  await core.desk.checkSheet();
  isFull = true;
  expect(await core.desk.press()).toMatchObject({ ok: false, code: 'machine/journal-unwritable' });
  expect(it.mechanics.physics.presses).toBe(0);
  expect(it.mechanics.isOpen(1)).toBe(false);
});

test('a clock behind the machine’s own records does not open', async () => {
  const { it, core } = await ready();
  it.clock.stepWall(-3_600_000);
  expect(await core.desk.choose('jti-1')).toMatchObject({ ok: false, code: 'machine/clock-behind' });
  it.clock.stepWall(2 * 3_600_000 + 1);
  expect(await core.desk.choose('jti-1')).toMatchObject({ ok: false, code: 'authorisation/expired' });
});

test('one use at a time; ending one early leaves the rest unused for ever', async () => {
  const { it, core } = await opened({ impressions: [3] });
  await core.commands.receive(it.command(await it.wish({ jti: 'jti-2' })));
  expect(await core.desk.choose('jti-2')).toMatchObject({ ok: false, code: 'use/another-open' });
  await core.desk.checkSheet();
  await core.desk.press();
  expect(await core.desk.end('close')).toMatchObject({ ok: true });
  expect(it.mechanics.isOpen(1)).toBe(false);
  expect(await core.desk.choose('jti-1')).toMatchObject({ ok: false, code: 'use/not-open' });
  expect(it.records().at(-1)?.data).toMatchObject({ made: 1 });
});
