import { type Check, fail, pass } from '@yinzheng/ledger';
import type { SleeveLock, SleeveStatus } from '../drivers/port.ts';
import type { Clock } from './ports.ts';

/** The board lets a sleeve fall shut after two seconds; refreshing each second bridges one lost answer. */
const REFRESH_MS = 1_000;

export type ShutReason = 'window' | 'lock-fault';

/** Keeps at most one sleeve open, and shuts it whenever it is not sure. */
export interface SleeveGuard {
  /** Until the window's end, unless shut before. False the moment anything went wrong. */
  readonly isOpen: boolean;
  /** By the monotonic clock; null when shut. */
  readonly endsAtMono: number | null;
  /** The lock answers, the sleeve is shut now and has its seal. Starts the board anew when it had failed. */
  inspect(sleeve: number): Promise<Check<true>>;
  /** Opens for `windowMs`; `onShut` hears when it shut by itself. */
  open(sleeve: number, windowMs: number, onShut: (reason: ShutReason) => void): Promise<Check<true>>;
  /** Stops holding and turns everything off. Never throws: a silent board lets go by itself. */
  shut(): Promise<void>;
  statuses(): Promise<readonly SleeveStatus[]>;
}

const faultOf = (cause: unknown): Check<never> => fail('machine/lock-fault', { detail: cause instanceof Error ? cause.message : 'lock' });

export function sleeveGuard(lock: SleeveLock, clock: Clock): SleeveGuard {
  let isReady = false;
  let held: { readonly sleeve: number; readonly endsAtMono: number; stop: () => void } | null = null;

  async function shut(): Promise<void> {
    held?.stop();
    held = null;
    await lock.shutAll().catch(() => {
      isReady = false; // it may still be held, for two seconds at most; the next inspection starts the board anew
    });
  }

  async function ready(): Promise<void> {
    if (isReady) return;
    await lock.start();
    isReady = true;
  }

  function keepHolding(onShut: (reason: ShutReason) => void): void {
    const mine = held;
    if (!mine) return;
    const left = mine.endsAtMono - clock.monoMs();
    mine.stop = clock.after(Math.max(0, Math.min(REFRESH_MS, left)), () => {
      if (held !== mine) return;
      if (clock.monoMs() >= mine.endsAtMono) {
        void shut().then(() => onShut('window'));
        return;
      }
      lock.hold(mine.sleeve).then(
        () => held === mine && keepHolding(onShut),
        () => held === mine && void shut().then(() => onShut('lock-fault')),
      );
    });
  }

  return {
    get isOpen() {
      return held !== null && clock.monoMs() < held.endsAtMono;
    },
    get endsAtMono() {
      return held?.endsAtMono ?? null;
    },
    async inspect(sleeve) {
      try {
        await ready();
        const status = (await lock.read()).find((it) => it.sleeve === sleeve);
        if (!status) return fail('machine/lock-fault', { detail: `no sleeve ${sleeve}` });
        if (!status.sealPresent) return fail('use/seal-missing', { sleeve });
        return status.closed ? pass(true) : fail('machine/lock-fault', { detail: `sleeve ${sleeve} does not report shut` });
      } catch (cause) {
        isReady = false;
        return faultOf(cause);
      }
    },
    async open(sleeve, windowMs, onShut) {
      try {
        await lock.hold(sleeve);
      } catch (cause) {
        isReady = false;
        await shut();
        return faultOf(cause);
      }
      held = { sleeve, endsAtMono: clock.monoMs() + windowMs, stop: () => undefined };
      keepHolding(onShut);
      return pass(true);
    },
    shut,
    statuses: async () => {
      await ready();
      return lock.read();
    },
  };
}
