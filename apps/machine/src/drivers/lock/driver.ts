import { exchangeOver } from '../link/exchange.ts';
import { type ByteLink, LinkSilent } from '../link/port.ts';
import type { SleeveLock, SleeveStatus } from '../port.ts';
import { allOff, CHANNELS, pulse, type Reply, readInputs, readModes, readReply, wiringOf, writeMode } from './protocol.ts';

const UNIT = 1;
const ANSWER_MS = 300;
/** The core refreshes each second; two lost refreshes in a row shut the sleeve. */
const HOLD_MS = 2_000;
const PRESS_MS = 300;

/** Sleeves on a Modbus RTU relay board (9600 8N1). `travelMs`: how long the seal needs to go down and come up again. */
export function relayLock(link: ByteLink, sleeves: readonly number[], { travelMs = 800 } = {}): SleeveLock {
  const line = exchangeOver(link);
  const askOnce = (request: Uint8Array): Promise<Reply> => line.ask(request, (heard) => readReply(request, heard), ANSWER_MS);

  /** For requests that may be repeated: reads, and writes that only say again what was said. */
  async function ask(request: Uint8Array): Promise<Uint8Array> {
    for (let left = 2; ; left--) {
      try {
        const reply = await askOnce(request);
        if (reply.kind === 'ok') return reply.body;
        throw new Error(`the relay board refused a request with exception ${reply.code}`);
      } catch (cause) {
        if (!(cause instanceof LinkSilent) || left === 0) throw cause;
      }
    }
  }

  return {
    async start() {
      await ask(allOff(UNIT));
      const modes = (await ask(readModes(UNIT))).subarray(1);
      for (let relay = 0; relay < CHANNELS; relay++) if (modes[relay * 2] || modes[relay * 2 + 1]) await ask(writeMode(UNIT, relay, 0));
    },
    async hold(sleeve) {
      await ask(pulse(UNIT, wiringOf(sleeve).lockRelay, HOLD_MS));
    },
    async press(sleeve) {
      const reply = await askOnce(pulse(UNIT, wiringOf(sleeve).pressRelay, PRESS_MS));
      if (reply.kind !== 'ok') return 'not-pressed';
      await new Promise((resolve) => setTimeout(resolve, travelMs));
      return 'pressed';
    },
    async shutAll() {
      await ask(allOff(UNIT));
    },
    async read(): Promise<readonly SleeveStatus[]> {
      const bits = (await ask(readInputs(UNIT)))[1] ?? 0;
      return sleeves.map((sleeve) => {
        const { closedInput, presentInput } = wiringOf(sleeve);
        return { sleeve, closed: Boolean(bits & (1 << closedInput)), sealPresent: Boolean(bits & (1 << presentInput)) };
      });
    },
    stop: () => link.close(),
  };
}
