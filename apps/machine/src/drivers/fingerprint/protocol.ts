/**
 * Packets of the R503 / ZFM-20 family of fingerprint readers: `EF01`, address u32, pid, length u16, payload, sum16.
 * The family also has commands that carry templates and pictures of fingers out of the reader (0x08, 0x09, 0x0A, 0x0B).
 * They are not in this table, so no caller can name them, and `driver.test.ts` watches that their bytes never go out.
 */
export const COMMAND = {
  /** Look: take a picture into the reader's own buffer. */
  image: 0x01,
  /** Turn the picture into features, in buffer 1. */
  features: 0x02,
  /** Compare buffer 1 with the stored templates. */
  search: 0x04,
  /** Say the reader's password. */
  verifyPassword: 0x13,
  /** How many templates are stored. */
  count: 0x1d,
} as const;

export type CommandName = keyof typeof COMMAND;

export const PID = { command: 0x01, ack: 0x07 } as const;

export const CONFIRM = {
  ok: 0x00,
  packetError: 0x01,
  noFinger: 0x02,
  imageFailed: 0x03,
  messy: 0x06,
  fewFeatures: 0x07,
  notFound: 0x09,
  wrongPassword: 0x13,
} as const;

const HEADER = [0xef, 0x01] as const;
const ADDRESS = [0xff, 0xff, 0xff, 0xff] as const;
const OVERHEAD = 11; // header 2, address 4, pid 1, length 2, sum 2

/** Templates that the reader is asked to search: all of an R503's. */
export const CAPACITY = 200;

export function packet(pid: number, payload: readonly number[]): Uint8Array {
  const length = payload.length + 2;
  const summed = [pid, length >>> 8, length & 0xff, ...payload];
  const sum = summed.reduce((total, byte) => total + byte, 0) & 0xffff;
  return Uint8Array.from([...HEADER, ...ADDRESS, ...summed, sum >>> 8, sum & 0xff]);
}

export const command = (name: CommandName, parameters: readonly number[] = []): Uint8Array =>
  packet(PID.command, [COMMAND[name], ...parameters]);

export interface Packet {
  readonly pid: number;
  readonly payload: Uint8Array;
  /** Bytes of the input up to the end of this packet, noise before it included. */
  readonly end: number;
}

/** The first whole packet with a good sum, past any junk before it; null while there is none. */
export function readPacket(heard: Uint8Array): Packet | null {
  for (let start = 0; start + OVERHEAD < heard.length; start++) {
    if (heard[start] !== HEADER[0] || heard[start + 1] !== HEADER[1]) continue;
    const length = ((heard[start + 7] ?? 0) << 8) + (heard[start + 8] ?? 0);
    const end = start + 9 + length;
    if (length < 3 || end > heard.length) continue;
    const summed = heard.subarray(start + 6, end - 2);
    const sum = summed.reduce((total, byte) => total + byte, 0) & 0xffff;
    if (sum !== ((heard[end - 2] ?? 0) << 8) + (heard[end - 1] ?? 0)) continue;
    return { pid: heard[start + 6] ?? 0, payload: heard.slice(start + 9, end - 2), end };
  }
  return null;
}
