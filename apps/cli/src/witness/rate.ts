/** How often something may happen: `perMinute` on average, a minute's worth at most at once. */
export interface Rate {
  /** 0: it may; otherwise the seconds after which it may be tried again. */
  take(who: string): number;
}

interface Bucket {
  left: number;
  atMs: number;
}

/** More names than this, and those that have been quiet long enough to be full again are forgotten. */
const MOST_NAMES = 10_000;

/** Buckets that fill steadily, one for each name. `nowMs` never steps back. */
export function openRate(perMinute: number, nowMs: () => number): Rate {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;

  function forget(now: number): void {
    for (const [name, { left, atMs }] of buckets) if (left + (now - atMs) * perMs >= perMinute) buckets.delete(name);
    // Still too many: somebody has many addresses. The oldest go; to be forgotten is to be let in.
    for (const name of buckets.keys()) if (buckets.size >= MOST_NAMES) buckets.delete(name);
  }

  return {
    take(who) {
      const now = nowMs();
      if (!buckets.has(who) && buckets.size >= MOST_NAMES) forget(now);
      const bucket = buckets.get(who) ?? { left: perMinute, atMs: now };
      bucket.left = Math.min(perMinute, bucket.left + (now - bucket.atMs) * perMs);
      bucket.atMs = now;
      buckets.set(who, bucket);
      if (bucket.left < 1) return Math.max(1, Math.ceil((1 - bucket.left) / perMs / 1000));
      bucket.left -= 1;
      return 0;
    },
  };
}
