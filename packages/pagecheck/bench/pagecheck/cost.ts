/** Wall and CPU time of the whole process, all its threads, and the most memory that it held meanwhile. */
export interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMiB: number;
}

const SAMPLE_MS = 20;
export const residentMiB = (): number => Math.round(process.memoryUsage.rss() / 2 ** 20);

export async function costOf(work: () => Promise<void>): Promise<Cost> {
  let peakMiB = residentMiB();
  const watch = setInterval(() => {
    peakMiB = Math.max(peakMiB, residentMiB());
  }, SAMPLE_MS);
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - wall, cpuMs: (user + system) / 1000, peakMiB };
}
