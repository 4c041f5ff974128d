import type { ByteLink } from '../link/port.ts';
import { ALL_RELAYS, CHANNELS, FUNCTION, frame, hasGoodCrc, MODE_BASE, PULSE_BASE, wiringOf } from './protocol.ts';

export interface BoardFaults {
  /** Answers nothing, moves nothing. */
  dead?: boolean;
  /** Obeys but its answers are lost on the line. */
  mute?: boolean;
  /** Answers every write with this Modbus exception, moves nothing. */
  refuse?: number;
  /** Relays that ignore their coil. */
  readonly stuckRelays: Set<number>;
  /** Inputs that always read this. */
  readonly stuckInputs: Map<number, boolean>;
}

export interface RelayBoardEmulator {
  readonly faults: BoardFaults;
  /** Pulses that each relay has made since power-on. */
  readonly pulses: readonly number[];
  /** Control mode of each relay; 0 = only the wire moves it. */
  readonly modes: readonly number[];
  isOn(relay: number): boolean;
  /** Takes a seal out of its sleeve, or puts it back. */
  setSeal(sleeve: number, isPresent: boolean): void;
  stop(): Promise<void>;
}

const REQUEST_BYTES = 8; // every request that this board serves has this length

/**
 * The other side of the wire: a board that takes bytes, checks CRCs, times its own pulses.
 * `onPress` happens when a press relay closes: the seal goes down if its sleeve is unlocked then.
 */
export function emulateRelayBoard(
  link: ByteLink,
  it: { readonly unit?: number; readonly onPress?: (sleeve: number, isUnlocked: boolean) => void; readonly monoMs?: () => number } = {},
): RelayBoardEmulator {
  const { unit = 1, onPress, monoMs = () => performance.now() } = it;
  const offAt = new Array<number>(CHANNELS).fill(0);
  const pulses = new Array<number>(CHANNELS).fill(0);
  const modes = new Array<number>(CHANNELS).fill(0);
  const missingSeals = new Set<number>();
  const faults: BoardFaults = { stuckRelays: new Set(), stuckInputs: new Map() };
  let heard: number[] = [];

  const isOn = (relay: number): boolean => monoMs() < (offAt[relay] ?? 0);

  function pulseRelay(relay: number, steps: number): void {
    if (faults.stuckRelays.has(relay)) return;
    offAt[relay] = monoMs() + steps * 100;
    pulses[relay] = (pulses[relay] ?? 0) + 1;
    const sleeve = Math.floor(relay / 2) + 1;
    if (relay === wiringOf(sleeve).pressRelay) onPress?.(sleeve, isOn(wiringOf(sleeve).lockRelay));
  }

  function inputBits(): number {
    let bits = 0;
    for (let input = 0; input < CHANNELS; input++) {
      const sleeve = Math.floor(input / 2) + 1;
      const natural = input === wiringOf(sleeve).closedInput ? !isOn(wiringOf(sleeve).lockRelay) : !missingSeals.has(sleeve);
      if (faults.stuckInputs.get(input) ?? natural) bits |= 1 << input;
    }
    return bits;
  }

  function serve(request: Uint8Array): Uint8Array | null {
    const fn = request[1] ?? 0;
    const address = ((request[2] ?? 0) << 8) + (request[3] ?? 0);
    const value = ((request[4] ?? 0) << 8) + (request[5] ?? 0);
    const refuse = (code: number) => frame(unit, fn | 0x80, [code]);
    const isWrite = fn === FUNCTION.WRITE_COIL || fn === FUNCTION.WRITE_REGISTER;
    if (isWrite && faults.refuse !== undefined) return refuse(faults.refuse);
    if (fn === FUNCTION.READ_INPUTS) return frame(unit, fn, [1, inputBits()]);
    if (fn === FUNCTION.READ_REGISTERS && address === MODE_BASE && value === CHANNELS)
      return frame(unit, fn, [CHANNELS * 2, ...modes.flatMap((mode) => [mode >>> 8, mode & 0xff])]);
    if (fn === FUNCTION.WRITE_REGISTER && address >= MODE_BASE && address < MODE_BASE + CHANNELS) modes[address - MODE_BASE] = value;
    else if (fn === FUNCTION.WRITE_COIL && address === ALL_RELAYS && value === 0) offAt.fill(0);
    else if (fn === FUNCTION.WRITE_COIL && address >= PULSE_BASE && address < PULSE_BASE + CHANNELS)
      pulseRelay(address - PULSE_BASE, value);
    else return refuse(isWrite || fn === FUNCTION.READ_REGISTERS ? 2 : 1);
    return request.slice(); // a write is answered by its echo
  }

  const stopHearing = link.onBytes((bytes) => {
    heard.push(...bytes);
    while (heard.length >= REQUEST_BYTES) {
      const request = Uint8Array.from(heard.slice(0, REQUEST_BYTES));
      if (request[0] !== unit || !hasGoodCrc(request)) {
        heard = heard.slice(1); // noise: look for the frame one byte on
        continue;
      }
      heard = heard.slice(REQUEST_BYTES);
      if (faults.dead) continue;
      const reply = serve(request);
      if (reply && !faults.mute) void link.send(reply).catch(() => undefined); // a cut line: the driver hears nothing, as it would
    }
  });

  return {
    faults,
    pulses,
    modes,
    isOn,
    setSeal: (sleeve, isPresent) => void (isPresent ? missingSeals.delete(sleeve) : missingSeals.add(sleeve)),
    async stop() {
      stopHearing();
      await link.close();
    },
  };
}
