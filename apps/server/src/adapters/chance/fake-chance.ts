import { createHash } from 'node:crypto';
import type { Chance } from '../../ports/chance.ts';

/** Bytes that differ at every call and are the same in every run. */
export class FakeChance implements Chance {
  readonly #seed: string;
  #calls = 0;

  constructor(seed = 'chance') {
    this.#seed = seed;
  }

  bytes(length: number): Uint8Array {
    this.#calls += 1;
    return createHash('shake256', { outputLength: length }).update(`${this.#seed} ${this.#calls}`).digest();
  }
}
