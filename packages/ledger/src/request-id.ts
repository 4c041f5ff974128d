/** Crockford's base32, lower case: no i, l, o, u, so that a number can be read out over the phone. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 13;

/** What a request id looks like: 64 bits in 13 characters, hence the first is at most `f`. */
export const REQUEST_ID = /^[0-9a-f][0-9a-hjkmnp-tv-z]{12}$/;

/** The id for 8 random bytes. Throws a RangeError for another length. */
export function toRequestId(bytes: Uint8Array): string {
  if (bytes.length !== 8) throw new RangeError('a request id has 8 bytes');
  let rest = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
  let id = '';
  for (let at = 0; at < LENGTH; at += 1) {
    id = ALPHABET.charAt(Number(rest & 31n)) + id;
    rest >>= 5n;
  }
  return id;
}

/** The 8 bytes of a request id. Throws a TypeError for what is none. */
export function fromRequestId(id: string): Uint8Array {
  if (!REQUEST_ID.test(id)) throw new TypeError('not a request id');
  const bytes = new Uint8Array(8);
  const value = [...id].reduce((sum, character) => sum * 32n + BigInt(ALPHABET.indexOf(character)), 0n);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

/** What people read and say: the last eight characters, `K7QF-2M9D`. 40 bits: enough to find a record, not to prove one. */
export function recordNumber(request: string): string {
  const tail = request.slice(-8).toUpperCase();
  return `${tail.slice(0, 4)}-${tail.slice(4)}`;
}
