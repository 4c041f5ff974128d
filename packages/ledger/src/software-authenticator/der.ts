import { concat } from '../encoding.ts';

/** r ‖ s as WebAuthn carries it: a DER SEQUENCE of two INTEGERs. */
export function derFromRaw(raw: Uint8Array): Uint8Array {
  const body = concat(integer(raw.subarray(0, 32)), integer(raw.subarray(32)));
  return concat(Uint8Array.of(0x30, body.length), body);
}

function integer(digits: Uint8Array): Uint8Array {
  const first = digits.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Uint8Array.of(0) : digits.subarray(first);
  const sign = (short[0] ?? 0) > 0x7f ? Uint8Array.of(0) : new Uint8Array();
  return concat(Uint8Array.of(0x02, sign.length + short.length), sign, short);
}
