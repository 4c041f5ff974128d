/** So many of so many. */
export class Rate {
  hits = 0;
  of = 0;

  add(isHit: boolean): void {
    this.of++;
    if (isHit) this.hits++;
  }

  /** `12/14  85.7 % [60.1, 96.0]`: with Wilson's interval of 95 % (E. B. Wilson, JASA 22, 1927). */
  toString(): string {
    if (this.of === 0) return 'none';
    const [low, high] = wilson(this.hits, this.of);
    const percent = (share: number): string => (share * 100).toFixed(1);
    return `${this.hits}/${this.of}  ${percent(this.hits / this.of)} % [${percent(low)}, ${percent(high)}]`;
  }

  toJSON(): string {
    return `${this.hits}/${this.of}`;
  }
}

const Z = 1.96;

function wilson(hits: number, of: number): [number, number] {
  const [p, z2] = [hits / of, Z * Z];
  const middle = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z / (1 + z2 / of)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** Measures of one thing: median, 95th of a hundred, most. */
export class Spread {
  readonly values: number[] = [];

  add(value: number): void {
    this.values.push(value);
  }

  at(share: number): number {
    const sorted = [...this.values].sort((p, q) => p - q);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  }

  toString(): string {
    return this.values.length === 0 ? 'none' : `median ${fixed(this.at(0.5))}  p95 ${fixed(this.at(0.95))}  max ${fixed(this.at(1))}`;
  }

  toJSON(): readonly (number | null)[] {
    return this.values.length === 0 ? [] : [this.at(0.5), this.at(0.95), this.at(1)].map((value) => Number(fixed(value)));
  }
}

const fixed = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2));

/** Figures by name, in the order in which they came up; prints itself. */
export class Figures {
  readonly #figures = new Map<string, Rate | Spread>();

  rate(name: string, isHit: boolean): void {
    const rate = this.#figures.get(name) ?? new Rate();
    (rate as Rate).add(isHit);
    this.#figures.set(name, rate);
  }

  spread(name: string, value: number): void {
    const spread = this.#figures.get(name) ?? new Spread();
    (spread as Spread).add(value);
    this.#figures.set(name, spread);
  }

  /** Sorted by name, so that what belongs together stands together. */
  print(): void {
    for (const name of [...this.#figures.keys()].sort()) console.log(`${name.padEnd(58)} ${this.#figures.get(name)}`);
  }

  toJSON(): Record<string, Rate | Spread> {
    return Object.fromEntries([...this.#figures].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
