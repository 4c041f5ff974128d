export interface PoolOptions {
  /** Threads. */
  readonly workers: number;
  /** Wall time of one job; then its worker is ended and replaced. */
  readonly timeoutMs: number;
  /** Memory of one worker, buffers and WebAssembly included; beyond it the worker is ended and replaced. */
  readonly maxMemoryMiB: number;
}

export interface RunFailure {
  /** failed: the job threw. crashed: the worker died by itself. */
  readonly why: 'timeout' | 'memory' | 'failed' | 'crashed' | 'closed';
  readonly detail: string;
}

export type Ran<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & RunFailure);
