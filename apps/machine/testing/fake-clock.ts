import type { Clock } from '../src/core/ports.ts';

/** A clock that a test moves. Timers fire in order when time passes them. */
export function fakeClock(start = new Date('2026-11-22T08:00:00.000Z')) {
  let monoMs = 0;
  let wallOffsetMs = start.getTime();
  let timers: { readonly at: number; readonly act: () => void }[] = [];
  const clock: Clock & { advance(ms: number): Promise<void>; stepWall(ms: number): void } = {
    now: () => new Date(wallOffsetMs + monoMs),
    monoMs: () => monoMs,
    after(ms, act) {
      const timer = { at: monoMs + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((it) => it !== timer);
      };
    },
    async advance(ms) {
      const until = monoMs + ms;
      for (;;) {
        const next = timers.toSorted((a, b) => a.at - b.at).find(({ at }) => at <= until);
        if (!next) break;
        monoMs = Math.max(monoMs, next.at);
        timers = timers.filter((it) => it !== next);
        next.act();
        await settle();
      }
      monoMs = until;
      await settle();
    },
    stepWall(ms) {
      wallOffsetMs += ms;
    },
  };
  return clock;
}

/** Lets everything that is already possible happen. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};
