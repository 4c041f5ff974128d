import type { Clock } from '../../ports/clock.ts';

/** Stands still until it is told to go on. */
export class FakeClock implements Clock {
  #wallMs: number;
  #monotonicMs = 0;

  constructor(start = '2026-11-22T06:00:00.000Z') {
    this.#wallMs = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#wallMs);
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  advance(ms: number): void {
    this.#wallMs += ms;
    this.#monotonicMs += ms;
  }

  /** The wall clock alone is set, as by an administrator or a time server; backwards too. */
  step(ms: number): void {
    this.#wallMs += ms;
  }
}
