import { type Check, fail, pass } from '@yinzheng/ledger';
import type { RecordTime } from '../journal/journal.ts';
import type { Clock } from './ports.ts';

/** Clocks that keep each other's company differ by less. */
const TOLERANCE_MS = 30_000;
/** How long a word of the server about the time counts. */
const FRESH_MS = 24 * 3_600_000;

export interface Timekeeper {
  read(): RecordTime;
  /** Time only goes forward: tells it of an instant that has certainly passed (a journal record, a server's token). */
  raiseFloor(passed: Date): void;
  /** The server said, just now, that it is `instant`. */
  heardFromServer(instant: Date): void;
  /** `machine/clock-behind` when the clock is below the floor: a drained battery must not revive an old authorisation. */
  trusted(): Check<Date>;
}

/** Floor of time = max(newest journal record, newest token of the server), over the machine's own clock. */
export function timekeeper(clock: Clock): Timekeeper {
  let floorMs = Number.NEGATIVE_INFINITY;
  let agreedAtMono: number | null = null;
  return {
    read() {
      const monoMs = clock.monoMs();
      const isAgreed = agreedAtMono !== null && monoMs - agreedAtMono <= FRESH_MS;
      return { wall: clock.now(), monoMs, quality: isAgreed ? 'server' : 'local' };
    },
    raiseFloor(passed) {
      floorMs = Math.max(floorMs, passed.getTime());
    },
    heardFromServer(instant) {
      floorMs = Math.max(floorMs, instant.getTime());
      agreedAtMono = Math.abs(clock.now().getTime() - instant.getTime()) <= TOLERANCE_MS ? clock.monoMs() : null;
    },
    trusted() {
      const now = clock.now();
      return now.getTime() + TOLERANCE_MS < floorMs ? fail('machine/clock-behind') : pass(now);
    },
  };
}
