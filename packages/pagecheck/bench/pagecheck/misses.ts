import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Taken } from '../../corpus/pictures.ts';

/** Keeps each picture that something was wrong about, with what is true and what was reported: to look at. */
export class Misses {
  readonly #dir: string | null;

  constructor(dir: string | null) {
    this.#dir = dir;
    if (dir) mkdirSync(dir, { recursive: true });
  }

  keep({ capture, photo, truth }: Taken, wrong: readonly string[], report: unknown): void {
    if (!this.#dir || wrong.length === 0) return;
    const name = join(this.#dir, `${truth.seed}-${truth.what}-${capture}`);
    writeFileSync(`${name}.jpg`, photo);
    const shortened = (_: string, value: unknown): unknown => (value instanceof Uint8Array ? `${value.length} bytes` : value);
    writeFileSync(`${name}.json`, JSON.stringify({ wrong, truth, report }, shortened, 1));
  }
}
