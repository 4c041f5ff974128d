import { afterEach, expect, test } from 'vitest';
import { inProcessLink } from '../link/in-process.ts';
import { LinkSilent } from '../link/port.ts';
import { relayLock } from './driver.ts';
import { emulateRelayBoard } from './emulator.ts';
import { readReply, wiringOf, writeMode } from './protocol.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function board() {
  const [near, far] = inProcessLink();
  let now = 0;
  const pressed: { sleeve: number; isUnlocked: boolean }[] = [];
  const emulator = emulateRelayBoard(far, { monoMs: () => now, onPress: (sleeve, isUnlocked) => pressed.push({ sleeve, isUnlocked }) });
  const lock = relayLock(near, [1, 2], { travelMs: 0 });
  stops.push(lock.stop, emulator.stop);
  return { near, lock, emulator, pressed, advance: (ms: number) => (now += ms) };
}

test('a sleeve that is not refreshed falls shut after two seconds by the board’s own clock', async () => {
  const { lock, advance } = board();
  await lock.start();
  await lock.hold(2);
  expect(await lock.read()).toEqual([
    { sleeve: 1, closed: true, sealPresent: true },
    { sleeve: 2, closed: false, sealPresent: true },
  ]);
  advance(1_900);
  await lock.hold(2);
  advance(1_900);
  expect((await lock.read())[1]?.closed).toBe(false);
  advance(200);
  expect((await lock.read())[1]?.closed).toBe(true);
});

test('a press is one pulse on the press relay, and shutting turns everything off', async () => {
  const { lock, emulator, pressed } = board();
  await lock.hold(1);
  expect(await lock.press(1)).toBe('pressed');
  expect(pressed).toEqual([{ sleeve: 1, isUnlocked: true }]);
  expect(emulator.pulses[wiringOf(1).pressRelay]).toBe(1);
  await lock.shutAll();
  expect(emulator.isOn(wiringOf(1).lockRelay)).toBe(false);
});

test('a press whose answer is lost is never repeated', async () => {
  const { lock, emulator, pressed } = board();
  emulator.faults.mute = true;
  await expect(lock.press(1)).rejects.toBeInstanceOf(LinkSilent);
  expect(pressed).toHaveLength(1);
  expect(emulator.pulses[wiringOf(1).pressRelay]).toBe(1);
});

test('a press that the board refuses moved nothing', async () => {
  const { lock, emulator, pressed } = board();
  emulator.faults.refuse = 4;
  expect(await lock.press(1)).toBe('not-pressed');
  expect(pressed).toHaveLength(0);
});

test('a hold whose answer is lost is repeated', async () => {
  const { lock, emulator } = board();
  emulator.faults.mute = true;
  setTimeout(() => {
    emulator.faults.mute = false;
  }, 400);
  await lock.hold(1);
  expect(emulator.isOn(wiringOf(1).lockRelay)).toBe(true);
});

test('starting takes every relay out of the modes in which an input could move it', async () => {
  const { near, lock, emulator } = board();
  const request = writeMode(1, 3, 2);
  const echoed = Promise.withResolvers<void>();
  const off = near.onBytes((bytes) => readReply(request, bytes) && echoed.resolve());
  await near.send(request);
  await echoed.promise;
  off();
  expect(emulator.modes[3]).toBe(2);
  await lock.start();
  expect(emulator.modes).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test('a dead board and a stuck sensor are seen', async () => {
  const { lock, emulator } = board();
  emulator.faults.stuckInputs.set(wiringOf(1).closedInput, false);
  expect((await lock.read())[0]?.closed).toBe(false);
  emulator.setSeal(2, false);
  expect((await lock.read())[1]?.sealPresent).toBe(false);
  emulator.faults.dead = true;
  await expect(lock.read()).rejects.toBeInstanceOf(LinkSilent);
});
