/** A typed array that grows by doubling; `trimmed` is what was pushed. */
export class Growing<A extends Float64Array | Int32Array | Uint8Array> {
  list: A;
  length = 0;
  readonly #make: (length: number) => A;

  constructor(make: (length: number) => A, capacity = 1024) {
    this.#make = make;
    this.list = make(capacity);
  }

  push(value: number): void {
    if (this.length === this.list.length) {
      const wider = this.#make(this.length * 2);
      wider.set(this.list);
      this.list = wider;
    }
    this.list[this.length++] = value;
  }

  trimmed(): A {
    return this.list.slice(0, this.length) as A;
  }
}

export const growFloats = (): Growing<Float64Array> => new Growing((length) => new Float64Array(length));
export const growInts = (): Growing<Int32Array> => new Growing((length) => new Int32Array(length));
export const growBytes = (): Growing<Uint8Array> => new Growing((length) => new Uint8Array(length));
