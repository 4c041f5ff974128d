/** Checks that run beside the main one: WebCrypto verifies on other threads, so many at once use every core. */
export interface Jobs {
  /** Starts a job; waits only while too many are under way. */
  add(job: () => Promise<void>): Promise<void> | undefined;
  /** Rejects with the first failure of a job. */
  done(): Promise<void>;
}

export function jobs(atOnce: number): Jobs {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const settled = async (): Promise<void> => {
    await Promise.race(running);
  };
  return {
    add(job) {
      const run = job()
        .catch((cause: unknown) => void failures.push(cause))
        .finally(() => running.delete(run));
      running.add(run);
      return running.size < atOnce ? undefined : settled();
    },
    async done() {
      await Promise.all(running);
      if (failures.length > 0) throw failures[0];
    },
  };
}
