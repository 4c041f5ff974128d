/** Milliseconds by step and in all, of paths that were walked to the end. */
export class Stopwatch {
  readonly steps = new Map<string, number[]>();
  readonly totals: number[] = [];

  path() {
    const taken: (readonly [string, number])[] = [];
    return {
      step: async <T>(name: string, work: () => Promise<T>): Promise<T> => {
        const began = performance.now();
        const result = await work();
        taken.push([name, performance.now() - began]);
        return result;
      },
      end: (): void => {
        for (const [name, ms] of taken) this.steps.set(name, [...(this.steps.get(name) ?? []), ms]);
        this.totals.push(taken.reduce((sum, [, ms]) => sum + ms, 0));
      },
    };
  }
}

/** The nearest-rank percentile; NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
