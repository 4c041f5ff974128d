/**
 * Modbus RTU as the relay board speaks it (Waveshare Modbus RTU Relay (D): 8 relays, 8 digital inputs).
 * Checked against the vendor's published frames in `protocol.test.ts`.
 */

const READ_RELAYS = 0x01;
const READ_INPUTS = 0x02;
const READ_REGISTERS = 0x03;
const WRITE_COIL = 0x05;
const WRITE_REGISTER = 0x06;

export const FUNCTION = { READ_RELAYS, READ_INPUTS, READ_REGISTERS, WRITE_COIL, WRITE_REGISTER } as const;

/** Coil address of 'relay n on for value × 100 ms, then off by the board's own clock'. */
export const PULSE_BASE = 0x0200;
/** Coil address that means all relays at once. */
export const ALL_RELAYS = 0x00ff;
/** Registers 0x1000–0x1007 hold the control mode of each relay; 0 = normal, anything else lets an input move a relay. */
export const MODE_BASE = 0x1000;
export const CHANNELS = 8;

/** CRC-16/MODBUS: polynomial 0xA001 reflected, initial 0xFFFF, sent low byte first. */
function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

/** A frame: unit, function, body, CRC. */
export function frame(unit: number, fn: number, body: Uint8Array | readonly number[]): Uint8Array {
  const bytes = Uint8Array.from([unit, fn, ...body, 0, 0]);
  const crc = crc16(bytes.subarray(0, -2));
  bytes[bytes.length - 2] = crc & 0xff;
  bytes[bytes.length - 1] = crc >>> 8;
  return bytes;
}

export const hasGoodCrc = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && crc16(bytes.subarray(0, -2)) === ((bytes.at(-1) ?? 0) << 8) + (bytes.at(-2) ?? 0);

const u16 = (value: number): readonly number[] => [value >>> 8, value & 0xff];

const writeCoil = (unit: number, address: number, value: number): Uint8Array => frame(unit, WRITE_COIL, [...u16(address), ...u16(value)]);

/** Relay (from 0) on for `ms`, rounded up to the board's 100 ms steps. */
export const pulse = (unit: number, relay: number, ms: number): Uint8Array => writeCoil(unit, PULSE_BASE + relay, Math.ceil(ms / 100));

export const allOff = (unit: number): Uint8Array => writeCoil(unit, ALL_RELAYS, 0);

export const readInputs = (unit: number): Uint8Array => frame(unit, READ_INPUTS, [...u16(0), ...u16(CHANNELS)]);

export const readModes = (unit: number): Uint8Array => frame(unit, READ_REGISTERS, [...u16(MODE_BASE), ...u16(CHANNELS)]);

export const writeMode = (unit: number, relay: number, mode: number): Uint8Array =>
  frame(unit, WRITE_REGISTER, [...u16(MODE_BASE + relay), ...u16(mode)]);

export type Reply =
  | { readonly kind: 'ok'; readonly body: Uint8Array }
  /** The board understood and refused: nothing moved. */
  | { readonly kind: 'exception'; readonly code: number };

/** Length of a reply by its function: reads carry a byte count, writes echo the request. */
function replyLength(fn: number, bytes: Uint8Array): number | null {
  if (fn & 0x80) return 5;
  if (fn === WRITE_COIL || fn === WRITE_REGISTER) return 8;
  const count = bytes[2];
  return count === undefined ? null : 5 + count;
}

/** Finds the reply to `request` in what was heard, past any noise before it; null while it is not whole. A bad CRC is noise. */
export function readReply(request: Uint8Array, heard: Uint8Array): Reply | null {
  const [unit, fn] = request;
  for (let start = 0; start + 5 <= heard.length; start++) {
    const said = heard.subarray(start);
    if (said[0] !== unit || ((said[1] ?? 0) & 0x7f) !== fn) continue;
    const length = replyLength(said[1] ?? 0, said);
    if (length === null || said.length < length) continue;
    const reply = said.subarray(0, length);
    if (!hasGoodCrc(reply)) continue;
    const isWrite = reply[1] === WRITE_COIL || reply[1] === WRITE_REGISTER;
    if (isWrite && reply.some((byte, at) => byte !== request[at])) continue; // a late answer to another write
    return (reply[1] ?? 0) & 0x80 ? { kind: 'exception', code: reply[2] ?? 0 } : { kind: 'ok', body: reply.slice(2, -2) };
  }
  return null;
}

/** Which relay and input serve a sleeve (from 1): lock and press, closed and seal present. Four sleeves a board. */
export const wiringOf = (sleeve: number) => {
  const first = (sleeve - 1) * 2;
  return { lockRelay: first, pressRelay: first + 1, closedInput: first, presentInput: first + 1 } as const;
};
