/** A small seeded generator (xorshift128, Marsaglia 2003), so that a search is played again by its seed on any machine. */
export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(seed: number) {
    this.a = (seed ^ 0x9e3779b9) | 0;
    this.b = (Math.imul(seed | 0, 0x85ebca6b) + 0x7f4a7c15) | 0;
    this.c = 0x2545f491;
    this.d = 0x6a09e667;
    for (let i = 0; i < 16; i++) this.draw();
  }

  private draw(): number {
    const t = this.a ^ (this.a << 11);
    this.a = this.b;
    this.b = this.c;
    this.c = this.d;
    this.d = this.d ^ (this.d >>> 19) ^ t ^ (t >>> 8);
    return this.d >>> 0;
  }

  /** In [0, 1). */
  part(): number {
    return this.draw() / 4294967296;
  }

  /** A whole number in [0, n). */
  below(n: number): number {
    return Math.floor((this.draw() / 4294967296) * n);
  }

  /** In place (Fisher and Yates); only the first `length` entries. */
  shuffle(items: Int32Array | number[], length: number = items.length): void {
    for (let i = length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const t = items[i] as number;
      items[i] = items[j] as number;
      items[j] = t;
    }
  }
}
