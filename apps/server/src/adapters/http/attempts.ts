import { Refused } from '../../ports/refused.ts';

export interface AttemptsOptions {
  readonly burst?: number;
  readonly refillMs?: number;
  readonly maxKeys?: number;
  /** What is refused; its sentence takes {seconds}. */
  readonly code?: 'session/too-many-attempts' | 'sheet-check/too-many' | 'sheet-check/too-many-different';
}

/**
 * Counts failed attempts, sign-ins unless said otherwise, by caller: a burst of `burst`, then one each `refillMs`. Successes cost nothing
 * in the end. Holds at most `maxKeys` keys; the oldest are forgotten first.
 */
export class Attempts {
  readonly #failures = new Map<string, { count: number; at: number }>();
  readonly #burst: number;
  readonly #refillMs: number;
  readonly #maxKeys: number;
  readonly #code: NonNullable<AttemptsOptions['code']>;

  constructor({ burst = 10, refillMs = 6_000, maxKeys = 10_000, code = 'session/too-many-attempts' }: AttemptsOptions = {}) {
    this.#burst = burst;
    this.#refillMs = refillMs;
    this.#maxKeys = maxKeys;
    this.#code = code;
  }

  #current(key: string, now: number): number {
    const known = this.#failures.get(key);
    return known ? Math.max(0, known.count - (now - known.at) / this.#refillMs) : 0;
  }

  /** Refuses while any of the keys has failed too often. */
  check(keys: readonly string[], now = performance.now()): void {
    for (const key of keys) {
      const over = this.#current(key, now) - (this.#burst - 1);
      if (over > 0) throw new Refused(this.#code, { seconds: Math.ceil((over * this.#refillMs) / 1000) });
    }
  }

  fail(keys: readonly string[], now = performance.now()): void {
    for (const key of keys) {
      const count = this.#current(key, now) + 1;
      this.#failures.delete(key);
      this.#failures.set(key, { count, at: now });
    }
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= this.#maxKeys) break;
      this.#failures.delete(oldest);
    }
  }

  /** Takes one failure back: what was counted beforehand did not fail. */
  forgive(key: string, now = performance.now()): void {
    const count = this.#current(key, now) - 1;
    if (count > 0) this.#failures.set(key, { count, at: now });
    else this.#failures.delete(key);
  }
}
