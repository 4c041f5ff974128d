import { exchangeOver } from '../link/exchange.ts';
import type { ByteLink } from '../link/port.ts';
import type { FingerprintReader } from '../port.ts';
import { CAPACITY, CONFIRM, type CommandName, command, PID, readPacket } from './protocol.ts';

/** The R503 answers within 1 s even when it searches a full library. */
const ANSWER_MS = 1_500;

/** A fingerprint reader of the R503 / ZFM-20 family on a serial line (57600 8N1), factory password 0. */
export function packetFingerprintReader(link: ByteLink): FingerprintReader {
  const line = exchangeOver(link);

  /** Payload of the acknowledgement: confirmation code, then what the command returns. */
  const ask = (name: CommandName, parameters: readonly number[] = []): Promise<Uint8Array> =>
    line.ask(
      command(name, parameters),
      (heard) => {
        const said = readPacket(heard);
        return said?.pid === PID.ack ? said.payload : null;
      },
      ANSWER_MS,
    );

  return {
    async start() {
      const [confirmation] = await ask('verifyPassword', [0, 0, 0, 0]);
      if (confirmation !== CONFIRM.ok) throw new Error(`the fingerprint reader refused its password with code ${confirmation}`);
    },
    async read() {
      const [seen] = await ask('image');
      if (seen === CONFIRM.noFinger) return { kind: 'none' };
      if (seen !== CONFIRM.ok) return { kind: 'unreadable' };
      const [understood] = await ask('features', [1]);
      if (understood !== CONFIRM.ok) return { kind: 'unreadable' };
      const [found, slotHigh = 0, slotLow = 0, scoreHigh = 0, scoreLow = 0] = await ask('search', [
        1,
        0,
        0,
        CAPACITY >>> 8,
        CAPACITY & 0xff,
      ]);
      if (found === CONFIRM.ok) return { kind: 'match', slot: (slotHigh << 8) + slotLow, score: (scoreHigh << 8) + scoreLow };
      return found === CONFIRM.notFound ? { kind: 'stranger' } : { kind: 'unreadable' };
    },
    stop: () => link.close(),
  };
}
