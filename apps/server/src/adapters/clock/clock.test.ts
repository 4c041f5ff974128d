import { describe, expect, it } from 'vitest';
import { FakeClock } from './fake-clock.ts';
import { systemClock } from './system-clock.ts';

describe.each([
  ['the system clock', () => systemClock],
  ['the fake clock', () => new FakeClock()],
])('%s', (_, make) => {
  it('never runs its monotonic time backwards, and its wall time is a time of this century', () => {
    const clock = make();
    const first = clock.monotonicMs();
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(first);
    expect(clock.now().getUTCFullYear()).toBeGreaterThanOrEqual(2026);
  });
});

it('a step of the fake wall clock leaves its monotonic time alone', () => {
  const clock = new FakeClock('2026-11-22T06:00:00.000Z');
  clock.advance(1500);
  clock.step(-60_000);
  expect(clock.now().toISOString()).toBe('2026-11-22T05:59:01.500Z');
  expect(clock.monotonicMs()).toBe(1500);
});
