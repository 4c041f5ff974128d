import { type Check, fail } from '@yinzheng/ledger';
import type { FingerprintReader, FingerReading } from '../drivers/port.ts';
import type { Clock } from './ports.ts';

const WAIT_MS = 60_000;
const POLL_MS = 150;
const TRIES = 5;

/** A reading with a finger in it. */
export type Finger = Exclude<FingerReading, { kind: 'none' }>;

/**
 * Polls the reader while a finger is awaited and hands each to `judge`, until that is not `again`.
 * Ends with `use/no-finger` after a minute or five fingers, `use/not-open` when nobody awaits it any more, `machine/reader-fault`.
 */
export async function awaitFinger(
  reader: FingerprintReader,
  clock: Clock,
  isAwaited: () => boolean,
  judge: (finger: Finger) => Promise<Check<true> | 'again'>,
): Promise<Check<true>> {
  const until = clock.monoMs() + WAIT_MS;
  for (let tries = 0; tries < TRIES && clock.monoMs() < until && isAwaited(); ) {
    let reading: FingerReading;
    try {
      reading = await reader.read();
    } catch (cause) {
      await reader.start().catch(() => undefined); // it was said already why; the next choice tries again
      return fail('machine/reader-fault', { detail: cause instanceof Error ? cause.message : 'reader' });
    }
    if (reading.kind === 'none') {
      await new Promise<void>((resolve) => clock.after(POLL_MS, resolve));
      continue;
    }
    const judged = await judge(reading);
    if (judged !== 'again') return judged;
    tries++;
  }
  return fail(isAwaited() ? 'use/no-finger' : 'use/not-open');
}
