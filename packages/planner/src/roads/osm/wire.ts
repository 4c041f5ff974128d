import { damaged } from './bad-file.ts';

/**
 * Reads Protocol Buffers' wire format over one piece of bytes. Reads beyond the end give zeros and are noticed by the next `next()` or
 * `finish()`: hot loops need no checks of their own, since they end at `end`.
 */
export class Wire {
  readonly bytes: Uint8Array;
  pos: number;
  end: number;
  field = 0;
  type = 0;
  #at: string;

  constructor(bytes: Uint8Array, at: string, pos = 0, end = bytes.length) {
    this.bytes = bytes;
    this.pos = pos;
    this.end = end;
    this.#at = at;
  }

  /** The next field's number and type; false at the end. */
  next(): boolean {
    if (this.pos >= this.end) {
      this.finish();
      return false;
    }
    const key = this.unsigned();
    this.field = Math.floor(key / 8);
    this.type = key & 7;
    return true;
  }

  finish(): void {
    if (this.pos !== this.end) throw damaged(this.#at);
  }

  /** Up to 2^53 exactly. */
  unsigned(): number {
    const { bytes } = this;
    let byte = bytes[this.pos++] as number;
    if (byte < 128) return byte;
    let value = byte & 127;
    let scale = 128;
    for (let i = 0; i < 9; i++) {
      byte = bytes[this.pos++] as number;
      value += (byte & 127) * scale;
      if (!(byte >= 128)) return value;
      scale *= 128;
    }
    throw damaged(this.#at);
  }

  /** Zigzag: sint32 and sint64. */
  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** int32 and int64: negative ones are written as 2^64 more. */
  integer(): number {
    const value = this.unsigned();
    return value >= 2 ** 63 ? value - 2 ** 64 : value;
  }

  /** The bytes of a field of type 2, as the place where they are. */
  piece(): Wire {
    if (this.type !== 2) throw damaged(this.#at);
    const length = this.unsigned();
    const start = this.pos;
    this.pos += length;
    if (this.pos > this.end) throw damaged(this.#at);
    return new Wire(this.bytes, this.#at, start, this.pos);
  }

  skip(): void {
    if (this.type === 0) this.unsigned();
    else if (this.type === 1) this.pos += 8;
    else if (this.type === 2) this.piece();
    else if (this.type === 5) this.pos += 4;
    else throw damaged(this.#at);
    if (this.pos > this.end) throw damaged(this.#at);
  }

  slice(): Uint8Array {
    return this.bytes.subarray(this.pos, this.end);
  }

  text(): string {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + this.pos, this.end - this.pos).toString('utf8');
  }
}
