import type { ByteLink } from '../link/port.ts';
import { CAPACITY, COMMAND, CONFIRM, PID, packet, readPacket } from './protocol.ts';

/** Whose finger lies on the glass: a slot of the library, a person not in it, or a finger that cannot be read. */
export type Finger = number | 'stranger' | 'smudge';

export interface FingerprintEmulator {
  /** Lays a finger on the glass; it is lifted after the reader has looked at it once. */
  touch(finger: Finger): void;
  lift(): void;
  /** Every command code received, in order: what a spy on the line would have seen. */
  readonly commands: readonly number[];
  /** Makes the line bad: junk before each answer, answers in single bytes, the next answer with a wrong sum. */
  readonly faults: { junk?: boolean; split?: boolean; badSums?: number; password?: number };
  stop(): Promise<void>;
}

/** The other side of the wire: a reader whose every slot holds somebody's finger. */
export function emulateFingerprintReader(link: ByteLink): FingerprintEmulator {
  let finger: Finger | null = null;
  let imaged: Finger | null = null;
  let heard = new Uint8Array();
  const commands: number[] = [];
  const faults: FingerprintEmulator['faults'] = {};

  function serve(payload: Uint8Array): readonly number[] {
    const [code, ...parameters] = payload;
    switch (code) {
      case COMMAND.verifyPassword:
        return [parameters.reduce((value, byte) => value * 256 + byte, 0) === (faults.password ?? 0) ? CONFIRM.ok : CONFIRM.wrongPassword];
      case COMMAND.image:
        imaged = finger;
        return [imaged === null ? CONFIRM.noFinger : CONFIRM.ok];
      case COMMAND.features:
        if (imaged !== 'smudge') return [imaged === null ? CONFIRM.fewFeatures : CONFIRM.ok];
        finger = null;
        return [CONFIRM.messy];
      case COMMAND.search:
        finger = null;
        return typeof imaged === 'number' && imaged < CAPACITY
          ? [CONFIRM.ok, imaged >>> 8, imaged & 0xff, 0, 180]
          : [CONFIRM.notFound, 0, 0, 0, 0];
      case COMMAND.count:
        return [CONFIRM.ok, CAPACITY >>> 8, CAPACITY & 0xff];
      default:
        return [CONFIRM.packetError];
    }
  }

  async function answer(bytes: Uint8Array): Promise<void> {
    if (faults.badSums) {
      faults.badSums--;
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
    }
    const said = faults.junk ? Uint8Array.from([0x55, 0xef, 0x00, ...bytes]) : bytes;
    const chunks = faults.split ? [...said].map((byte) => Uint8Array.of(byte)) : [said];
    for (const chunk of chunks) await link.send(chunk);
  }

  const stopHearing = link.onBytes((bytes) => {
    heard = Uint8Array.from([...heard, ...bytes]);
    for (let said = readPacket(heard); said; said = readPacket(heard)) {
      heard = heard.slice(said.end);
      if (said.pid !== PID.command) continue;
      commands.push(said.payload[0] ?? 0);
      void answer(packet(PID.ack, serve(said.payload))).catch(() => undefined); // a cut line: the driver hears nothing, as it would
    }
  });

  return {
    touch: (it) => {
      finger = it;
    },
    lift: () => {
      finger = null;
    },
    commands,
    faults,
    async stop() {
      stopHearing();
      await link.close();
    },
  };
}
