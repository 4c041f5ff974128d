import { type Check, fail, pass } from '@yinzheng/ledger';
import type { FingerprintReader } from '../drivers/port.ts';
import { awaitFinger, type Finger } from './finger.ts';
import { isWaiting, type Known } from './memory.ts';
import type { Sitting } from './sitting.ts';
import type { Work } from './work.ts';

/** What a phase waits for the clerk's finger to do. */
type Matched = (it: Known, slot: number) => Promise<Check<true>>;

/** Looks for a finger while the session is in that phase; each that comes is judged in turn with everything else. */
export type WaitForFinger = (jti: string, phase: 'finger' | 'vouching', matched: Matched) => Promise<Check<true>>;

export function deskFingers(it: {
  readonly work: Work;
  readonly sitting: Sitting;
  readonly fingerprint: FingerprintReader;
  readonly verify: (it: Known) => Promise<Check<unknown>>;
}): WaitForFinger {
  const { work, sitting, fingerprint, verify } = it;

  return async (jti, phase, matched) => {
    const isAwaited = (): boolean => sitting.session?.jti === jti && sitting.session.phase === phase;

    async function judge(reading: Finger): Promise<Check<true> | 'again'> {
      const known = work.memory.known(jti);
      if (!known || !isAwaited()) return fail('use/not-open');
      if (!isWaiting(known)) return fail(known.isRevoked ? 'authorisation/revoked' : 'use/not-open');
      if (reading.kind === 'match' && reading.slot === known.claims.fp) {
        // Up to a minute after the finger was asked for: the roster that counts is the one of this moment.
        const verified = await verify(known);
        return verified.ok ? matched(known, reading.slot) : verified;
      }
      const code = reading.kind === 'unreadable' ? 'use/finger-unreadable' : 'use/wrong-finger';
      await work.journal.append({ type: 'finger.fail', jti, data: { code } });
      sitting.show(jti, phase, { refused: fail(code) });
      return 'again';
    }

    const taken = await awaitFinger(fingerprint, work.clock, isAwaited, async (reading) => {
      let isRefused = false;
      const judged = await sitting.safely(async () => {
        const outcome = await judge(reading);
        isRefused = outcome === 'again';
        return outcome === 'again' ? pass(true as const) : outcome;
      });
      return judged.ok && isRefused ? 'again' : judged;
    });
    return taken.ok || sitting.session?.jti !== jti ? taken : (sitting.session.refused ?? taken);
  };
}
