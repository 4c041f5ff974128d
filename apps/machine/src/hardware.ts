import { appendFileSync } from 'node:fs';
import { sourceCamera, streamCamera } from './drivers/camera/driver.ts';
import { emulateDesk } from './drivers/camera/emulator.ts';
import { packetFingerprintReader } from './drivers/fingerprint/driver.ts';
import { emulateFingerprintReader } from './drivers/fingerprint/emulator.ts';
import { inProcessLink } from './drivers/link/in-process.ts';
import { openSerial } from './drivers/link/serial.ts';
import { relayLock } from './drivers/lock/driver.ts';
import { emulateRelayBoard } from './drivers/lock/emulator.ts';
import type { Camera, FingerprintReader, SleeveLock } from './drivers/port.ts';
import type { EmulatedHardware } from './screen/emulator-routes.ts';

const LOCK_BAUD = 9_600;
const READER_BAUD = 57_600;

export interface Hardware {
  readonly lock: SleeveLock;
  readonly fingerprint: FingerprintReader;
  readonly camera: Camera;
  /** What hands can reach when the parts are emulated. */
  readonly emulated: EmulatedHardware | null;
}

/** The real drivers over emulated parts, byte for byte as over a cable. `sleeves`: the face text of the seal in each. Every press is noted in `pressLog`, which outlives the agent as paper does. */
export function emulatedHardware(sleeves: ReadonlyMap<number, string>, pressLog: string): Hardware {
  const desk = emulateDesk();
  const [lockNear, lockFar] = inProcessLink();
  const board = emulateRelayBoard(lockFar, {
    onPress(sleeve, isUnlocked) {
      appendFileSync(pressLog, `${JSON.stringify({ at: new Date().toISOString(), sleeve, isUnlocked })}\n`);
      if (isUnlocked) void desk.press(sleeves.get(sleeve) ?? '').catch(() => undefined); // the desk is gone: nothing is left to stamp
    },
  });
  const [readerNear, readerFar] = inProcessLink();
  const fingerprint = emulateFingerprintReader(readerFar);
  return {
    lock: relayLock(lockNear, [...sleeves.keys()], { travelMs: 50 }),
    fingerprint: packetFingerprintReader(readerNear),
    camera: { ...sourceCamera(() => desk.photograph()), stop: () => desk.stop() },
    emulated: { board, fingerprint, desk },
  };
}

/** Parts on this device's own ports. `camera` is the command that writes motion JPEG to its standard output. */
export async function realHardware(
  sleeves: readonly number[],
  ports: { readonly lock: string; readonly fingerprint: string; readonly camera: string },
): Promise<Hardware> {
  const [command = '', ...args] = ports.camera.split(' ').filter(Boolean);
  const lock = relayLock(await openSerial(ports.lock, LOCK_BAUD), sleeves);
  const fingerprint = packetFingerprintReader(await openSerial(ports.fingerprint, READER_BAUD));
  return { lock, fingerprint, camera: streamCamera(command, args), emulated: null };
}
