import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { inProcessLink } from '../link/in-process.ts';
import { packetFingerprintReader } from './driver.ts';
import { emulateFingerprintReader, type Finger } from './emulator.ts';
import { COMMAND, command, readPacket } from './protocol.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function reader() {
  const [near, far] = inProcessLink();
  const sent: Uint8Array[] = [];
  const spied = {
    ...near,
    send(bytes: Uint8Array) {
      sent.push(bytes.slice());
      return near.send(bytes);
    },
  };
  const emulator = emulateFingerprintReader(far);
  const driver = packetFingerprintReader(spied);
  stops.push(driver.stop, emulator.stop);
  return { emulator, driver, sent };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('packets are the published ones, sum included', () => {
  expect(hex(command('image'))).toBe('ef01ffffffff010003010005');
  expect(hex(command('features', [1]))).toBe('ef01ffffffff01000402010008');
  expect(hex(command('verifyPassword', [0, 0, 0, 0]))).toBe('ef01ffffffff0100071300000000001b');
});

test('a finger is told by its slot, a stranger and a smudge are told apart, no finger is no finger', async () => {
  const { driver, emulator } = reader();
  await driver.start();
  expect(await driver.read()).toEqual({ kind: 'none' });
  emulator.touch(7);
  expect(await driver.read()).toMatchObject({ kind: 'match', slot: 7 });
  expect(await driver.read()).toEqual({ kind: 'none' });
  emulator.touch('stranger');
  expect(await driver.read()).toEqual({ kind: 'stranger' });
  emulator.touch('smudge');
  expect(await driver.read()).toEqual({ kind: 'unreadable' });
});

test('junk before an answer and answers byte by byte do not disturb', async () => {
  const { driver, emulator } = reader();
  emulator.faults.junk = true;
  emulator.faults.split = true;
  emulator.touch(3);
  expect(await driver.read()).toMatchObject({ kind: 'match', slot: 3 });
});

test('an answer with a wrong sum is not believed', async () => {
  const { driver, emulator } = reader();
  emulator.faults.badSums = 1;
  emulator.touch(3);
  await expect(driver.read()).rejects.toThrow('no answer');
});

test('a reader with another password is refused', async () => {
  const { driver, emulator } = reader();
  emulator.faults.password = 5;
  await expect(driver.start()).rejects.toThrow('password');
});

test('the bytes of the commands that export templates or pictures never go out', async () => {
  const exporting = [0x08, 0x09, 0x0a, 0x0b];
  expect(Object.values(COMMAND).filter((code) => exporting.includes(code))).toEqual([]);
  const finger = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 199 }), fc.constantFrom<Finger>('stranger', 'smudge'));
  await fc.assert(
    fc.asyncProperty(fc.array(finger, { maxLength: 12 }), async (fingers) => {
      const { driver, emulator, sent } = reader();
      await driver.start();
      for (const it of fingers) {
        if (it === null) emulator.lift();
        else emulator.touch(it);
        await driver.read();
      }
      for (const bytes of sent) {
        const said = readPacket(bytes);
        expect(said?.end).toBe(bytes.length);
        expect(said?.pid).toBe(1); // commands only, no data packets
        expect(exporting).not.toContain(said?.payload[0]);
      }
    }),
    { numRuns: 30 },
  );
});
