/** A piece of work that looks for something to do whenever it is woken. */
export interface Round {
  /** Asks for a round: soon, never two at once; asking twice before it starts is asking once. */
  wake(): void;
  /** No further rounds; resolves when the running one has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `work` after each `wake`, at least `gapMs` after the start of the one before, and every `idleMs` in any case, so that a
 * lost wake costs time only. `work` decides about its own errors; what still escapes goes to `onError` and the rounds go on.
 */
export function rounds(
  work: () => Promise<void>,
  it: { readonly gapMs: number; readonly idleMs: number; readonly onError: (cause: unknown) => void },
): Round {
  let isStopped = false;
  let isWanted = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let lastStart = Number.NEGATIVE_INFINITY;

  function schedule(): void {
    if (isStopped || running) return;
    if (timer) clearTimeout(timer);
    const since = performance.now() - lastStart;
    timer = setTimeout(run, isWanted ? Math.max(0, it.gapMs - since) : it.idleMs);
  }
  function run(): void {
    isWanted = false;
    timer = null;
    lastStart = performance.now();
    running = work()
      .catch(it.onError)
      .finally(() => {
        running = null;
        schedule();
      });
  }
  schedule();
  return {
    wake() {
      if (isWanted) return;
      isWanted = true;
      schedule();
    },
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
