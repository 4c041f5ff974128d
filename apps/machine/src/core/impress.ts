import { impressionsLeft, type UseState } from '@yinzheng/domain';
import { type Check, fail, pass } from '@yinzheng/ledger';
import { type Known, tally } from './memory.ts';
import type { PressVerdict, Sheet } from './ports.ts';
import { commit, type Photo, photograph, type Work } from './work.ts';

export interface Impressed {
  readonly n: number;
  readonly sheet: Sheet;
  readonly outcome: PressVerdict['outcome'];
  /** The photograph after, which is the one before for the next impression on this sheet. */
  readonly photo: Photo;
  readonly isLast: boolean;
}

/**
 * One impression: reserve, durable → press → photograph → record. Spent before the seal moves: whatever fails from here on,
 * the count can only be too high, never too low. Any failure shuts the sleeve and locks the use.
 */
export async function impress(work: Work, it: Known, photo: Photo): Promise<Check<Impressed>> {
  if (!it.use.sheet) return fail('use/not-open');
  const { page, copy } = it.use.sheet;
  const sheet = { page, copy };
  const n = it.use.impressions.length + 1;
  const reserved = await commit(
    work,
    it,
    { act: 'reserve', photo: photo.digest },
    { draft: { type: 'use.reserved', data: { n, ...sheet, photo: photo.digest } } },
  );
  if (!reserved.ok) return reserved;
  const spent = { ...it, use: reserved.value };

  if (!work.guard.isOpen) return voidIt(work, spent, n, 'window');
  let pressed: 'pressed' | 'not-pressed';
  try {
    pressed = await work.lock.press(it.claims.sleeve);
  } catch {
    return loseSight(work, spent, n, 'board-silent');
  }
  if (pressed === 'not-pressed') return voidIt(work, spent, n, 'board-refused');

  const after = await photograph(work);
  if (!after.ok) return loseSight(work, spent, n, 'no-photograph');
  const { outcome, ...evidence } = await work.sheetCheck
    .after(it.claims, sheet, { before: photo.bytes, after: after.value.bytes })
    .catch((): PressVerdict => ({ outcome: 'doubtful', reasons: ['check-failed'], seals: [] }));
  const isLast = impressionsLeft(spent.use) === 0;
  const also = isLast
    ? { type: 'use.closed' as const, jti: it.jti, data: { request: it.claims.filed.request, ...tallyAfter(spent.use, outcome) } }
    : undefined;
  if (isLast) await work.guard.shut();
  const draft = { type: 'use.impression' as const, data: { n, ...sheet, photo: after.value.digest, outcome, ...evidence } };
  const recorded = await commit(work, spent, { act: 'confirm', n, outcome, photo: after.value.digest }, also ? { draft, also } : { draft });
  return recorded.ok ? pass({ n, sheet, outcome, photo: after.value, isLast }) : recorded;
}

/** The tally once the impression under way, unknown until then, has its outcome. */
const tallyAfter = (use: UseState, outcome: PressVerdict['outcome']): ReturnType<typeof tally> => {
  const { made, voided, unknown } = tally(use);
  return outcome === 'missing' ? { made, voided, unknown } : { made: made + 1, voided, unknown: unknown - 1 };
};

/** The seal certainly did not move. */
async function voidIt(work: Work, it: Known, n: number, reason: string): Promise<Check<never>> {
  await work.guard.shut();
  await settleAndLock(work, it, n, 'use.voided', reason);
  return fail('use/impression-void', { n });
}

/** It may have moved: the count stays spent, a person looks. */
async function loseSight(work: Work, it: Known, n: number, reason: string): Promise<Check<never>> {
  await work.guard.shut();
  await settleAndLock(work, it, n, 'use.unknown', reason);
  return fail('use/impression-unknown', { n });
}

async function settleAndLock(work: Work, it: Known, n: number, type: 'use.voided' | 'use.unknown', reason: string): Promise<void> {
  const isDone = impressionsLeft(it.use) === 0 && type === 'use.unknown';
  const request = it.claims.filed.request;
  const ended = isDone
    ? { type: 'use.closed' as const, jti: it.jti, data: { request, ...tally(it.use) } }
    : { type: 'use.locked' as const, jti: it.jti, data: { reason } };
  const act = type === 'use.voided' ? ({ act: 'void', n } as const) : ({ act: 'unknown', n } as const);
  await commit(work, it, act, { draft: { type, data: { n, reason } }, also: ended });
}

/** Leaves a use that something unforeseen interrupted: what was reserved is unknown, what was open is locked. */
export async function abandon(work: Work, it: Known): Promise<void> {
  const reserved = it.use.impressions.find(({ state }) => state === 'reserved');
  if (reserved) await settleAndLock(work, it, reserved.n, 'use.unknown', 'error');
  else if (it.use.status === 'open') await commit(work, it, { act: 'lock' }, { draft: { type: 'use.locked', data: { reason: 'error' } } });
}
