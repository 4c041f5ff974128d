import type { SearchOptions } from './problem.ts';

/** What a search may still spend. Rounds alone decide how far it has come when they are given, so that the same seed and rounds give the same answer. */
export class Budget {
  rounds = 0;
  private readonly seconds: number;
  private readonly most: number;
  private readonly now: () => number;
  private readonly began: number;
  private readonly signal: AbortSignal | undefined;
  private spent = 0;

  constructor(options: SearchOptions) {
    this.most = options.rounds ?? Number.POSITIVE_INFINITY;
    this.seconds = options.seconds ?? (options.rounds === undefined ? 10 : Number.POSITIVE_INFINITY);
    this.now = options.clock ?? (() => performance.now() / 1000);
    this.signal = options.signal;
    this.began = this.now();
  }

  /** Seconds since the beginning, as of the last look at the clock. */
  get elapsed(): number {
    return this.spent;
  }

  look(): number {
    this.spent = this.now() - this.began;
    return this.spent;
  }

  /** 0 at the beginning, 1 at the end. */
  get share(): number {
    return Math.min(1, this.most < Number.POSITIVE_INFINITY ? this.rounds / this.most : this.spent / this.seconds);
  }

  get isOver(): boolean {
    return this.rounds >= this.most || this.spent >= this.seconds || this.signal?.aborted === true;
  }
}
