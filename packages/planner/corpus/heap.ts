/** Smallest first; plain and slow enough to be seen as right. */
export class Heap {
  readonly #keys: number[] = [];
  readonly #items: number[] = [];

  get size(): number {
    return this.#items.length;
  }

  push(key: number, item: number): void {
    let at = this.#items.length;
    this.#keys.push(key);
    this.#items.push(item);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if ((this.#keys[up] as number) <= (this.#keys[at] as number)) return;
      this.#swap(at, up);
      at = up;
    }
  }

  pop(): { readonly key: number; readonly item: number } {
    const top = { key: this.#keys[0] as number, item: this.#items[0] as number };
    const key = this.#keys.pop() as number;
    const item = this.#items.pop() as number;
    if (this.#items.length === 0) return top;
    this.#keys[0] = key;
    this.#items[0] = item;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= this.#items.length) return top;
      const right = left + 1;
      const least = right < this.#items.length && (this.#keys[right] as number) < (this.#keys[left] as number) ? right : left;
      if ((this.#keys[at] as number) <= (this.#keys[least] as number)) return top;
      this.#swap(at, least);
      at = least;
    }
  }

  #swap(a: number, b: number): void {
    [this.#keys[a], this.#keys[b]] = [this.#keys[b] as number, this.#keys[a] as number];
    [this.#items[a], this.#items[b]] = [this.#items[b] as number, this.#items[a] as number];
  }
}
