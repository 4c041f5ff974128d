import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { relayLock } from '../lock/driver.ts';
import { emulateRelayBoard } from '../lock/emulator.ts';
import { inProcessLink } from './in-process.ts';
import type { ByteLink } from './port.ts';
import { openSerial } from './serial.ts';

/** What every link promises, whatever it runs over. */
function contract(ends: () => Promise<readonly [ByteLink, ByteLink]>): void {
  test('every byte value arrives, in order, both ways', async () => {
    const [left, right] = await ends();
    const all = Uint8Array.from({ length: 1024 }, (_, at) => at & 0xff);
    for (const [from, to] of [
      [left, right],
      [right, left],
    ] as const) {
      const heard: number[] = [];
      const whole = new Promise<void>((resolve) =>
        to.onBytes((bytes) => {
          heard.push(...bytes);
          if (heard.length >= all.length) resolve();
        }),
      );
      await from.send(all.subarray(0, 500));
      await from.send(all.subarray(500));
      await whole;
      expect(Uint8Array.from(heard)).toEqual(all);
    }
    await Promise.all([left.close(), right.close()]);
  });

  test('who stopped listening hears nothing more, and a closed link refuses to send', async () => {
    const [left, right] = await ends();
    const heard: number[] = [];
    const stop = right.onBytes((bytes) => heard.push(...bytes));
    stop();
    const other = new Promise<void>((resolve) => right.onBytes(() => resolve()));
    await left.send(Uint8Array.of(1));
    await other;
    expect(heard).toEqual([]);
    await left.close();
    await expect(left.send(Uint8Array.of(1))).rejects.toThrow();
    await right.close();
  });
}

describe('inside one process', () => contract(async () => inProcessLink()));

const hasSocat = spawnSync('socat', ['-V']).status === 0;

describe.skipIf(!hasSocat)('over a serial device (a pair of PTYs; needs socat: apt-get install socat)', () => {
  const started: ChildProcess[] = [];
  afterAll(() => {
    for (const socat of started) socat.kill();
  });

  /** socat ends when one of its PTYs is closed, so each test gets a pair of its own. */
  async function pair(): Promise<readonly [ByteLink, ByteLink]> {
    const socat = spawn('socat', ['-d', '-d', 'pty,raw,echo=0', 'pty,raw,echo=0'], { stdio: ['ignore', 'ignore', 'pipe'] });
    started.push(socat);
    const [left = '', right = ''] = await new Promise<readonly string[]>((resolve) => {
      let said = '';
      socat.stderr.on('data', (chunk) => {
        said += chunk;
        const found = [...said.matchAll(/PTY is (\S+)/g)].map(([, path]) => path ?? '');
        if (found.length === 2) resolve(found);
      });
    });
    return [await openSerial(left, 57_600), await openSerial(right, 57_600)];
  }
  contract(pair);

  test('the drivers speak over it as they do inside the process', async () => {
    const [near, far] = await pair();
    const emulator = emulateRelayBoard(far);
    const lock = relayLock(near, [1, 2], { travelMs: 0 });
    await lock.start();
    await lock.hold(1);
    expect((await lock.read())[0]).toEqual({ sleeve: 1, closed: false, sealPresent: true });
    expect(await lock.press(1)).toBe('pressed');
    await lock.stop();
    await emulator.stop();
  });

  test('a device that is not there is refused at once', async () => {
    await expect(openSerial('/dev/no-such-device', 9_600)).rejects.toThrow();
  });
});
