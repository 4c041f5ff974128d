interface Batches {
  /** So many more things wait. */
  add(count: number): void;
  /** No further batches; resolves when the running one has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `work` over what gathers, never twice at once. A batch opens with what is added first and closes when `quietMs` have passed without
 * more, `longestMs` after it opened, or with `limit` things in it, but not before the one that is being worked on has ended. With nothing
 * added `work` runs every `idleMs`. What it throws goes to `onError`, and it runs again after `retryMs`.
 */
export function batches(
  work: () => Promise<void>,
  it: {
    readonly quietMs: number;
    readonly longestMs: number;
    readonly limit: number;
    readonly idleMs: number;
    readonly retryMs: number;
    readonly onError: (cause: unknown) => void;
  },
): Batches {
  let count = 0;
  let openedAt = 0;
  let addedAt = 0;
  let isStopped = false;
  let hasFailed = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  function waitMs(now: number): number {
    if (hasFailed) return it.retryMs;
    if (count === 0) return it.idleMs;
    if (count >= it.limit) return 0;
    return Math.max(0, Math.min(addedAt + it.quietMs, openedAt + it.longestMs) - now);
  }
  function schedule(ms: number): void {
    if (timer) clearTimeout(timer);
    timer = isStopped || running ? null : setTimeout(onTime, ms);
  }
  /** More may have come since the timer was set: it is looked at here and not moved at each addition. */
  function onTime(): void {
    const left = count > 0 ? waitMs(performance.now()) : 0;
    if (left > 0.5 && !hasFailed) schedule(left);
    else run();
  }
  function run(): void {
    count = 0;
    hasFailed = false;
    timer = null;
    running = work()
      .catch((cause) => {
        hasFailed = true;
        it.onError(cause);
      })
      .finally(() => {
        running = null;
        schedule(waitMs(performance.now()));
      });
  }
  schedule(it.idleMs);
  return {
    add(more) {
      if (more === 0) return;
      addedAt = performance.now();
      if (count === 0) openedAt = addedAt;
      const isFirst = count === 0;
      const isFull = count < it.limit && count + more >= it.limit;
      count += more;
      if ((isFirst || isFull) && !hasFailed) schedule(waitMs(addedAt));
    },
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
