import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allOff, hasGoodCrc, pulse, readInputs, readReply } from './protocol.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

test('frames are the published ones, CRC included', () => {
  expect(hex(pulse(1, 0, 300))).toBe('0105020000038c73');
  expect(hex(pulse(1, 0, 700))).toBe('0105020000078db0');
  expect(hex(allOff(1))).toBe('010500ff0000fdfa');
  expect(hex(readInputs(1))).toBe('01020000000879cc');
  expect(hasGoodCrc(bytes('010402ffffb880'))).toBe(true);
});

test('a pulse shorter than a step is one step, never none', () => {
  expect(hex(pulse(1, 3, 1)).slice(8, 12)).toBe('0001');
});

test('a reply is found past noise, wherever it is split, and never before it is whole', () => {
  const request = readInputs(1);
  const reply = bytes('01020100a188');
  expect(hasGoodCrc(reply)).toBe(true);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 6 }), fc.integer({ min: 0, max: 5 }), (noise, cut) => {
      const heard = Uint8Array.from([...noise.map((byte) => byte | 0x80), ...reply]);
      expect(readReply(request, heard.subarray(0, heard.length - reply.length + cut))).toBeNull();
      expect(readReply(request, heard)).toEqual({ kind: 'ok', body: bytes('0100') });
    }),
  );
});

test('a reply with any bit flipped is no reply', () => {
  const request = readInputs(1);
  const reply = bytes('01020100a188');
  for (let bit = 0; bit < reply.length * 8; bit++) {
    const bad = reply.slice();
    bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(readReply(request, bad)).toBeNull();
  }
});

test('the echo of another write does not answer this one, an exception does', () => {
  expect(readReply(pulse(1, 1, 300), pulse(1, 0, 300))).toBeNull();
  expect(readReply(pulse(1, 1, 300), bytes('018502c351'))).toEqual({ kind: 'exception', code: 2 });
});
