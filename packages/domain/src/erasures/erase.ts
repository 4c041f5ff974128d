import { type Check, type FiledFacts, fail, pass } from '@yinzheng/ledger';
import type { RequestState } from '../requests/request.ts';

const DAY_MS = 86_400_000;

/** How long what is personal stays, by law and by the county's own list (村级档案管理办法, annex). */
export interface Retention {
  /** After a use ended: the register must name it so long. */
  readonly usedDays: number;
  /** After a request ended without a use: while its refusal can be contested (行政诉讼法 第四十六条: six months). */
  readonly unusedDays: number;
}

/** A request as its erasure sees it. */
export interface EndedRequest {
  readonly state: RequestState;
  readonly updatedAt: Date;
  /** When its newest authorisation ran or runs out; null when there was none. */
  readonly authorisedUntil: Date | null;
}

const USED: readonly RequestState[] = ['completed'];
const ENDED: readonly RequestState[] = [...USED, 'rejected', 'returned', 'withdrawn', 'expired'];
/** A machine that was out of reach may still tell of what it stamped before it heard that it no longer may. */
const MAY_STILL_TELL_MS = 30 * DAY_MS;

/** What is under way cannot be forgotten, nor what a machine may still have used. */
export function mayErase({ state, authorisedUntil }: EndedRequest, now: Date): Check<true> {
  if (!ENDED.includes(state)) return fail('erasure/not-ended', { state });
  const mayTellUntil = authorisedUntil && !USED.includes(state) ? new Date(authorisedUntil.getTime() + MAY_STILL_TELL_MS) : null;
  if (mayTellUntil && now < mayTellUntil) return fail('erasure/machine-may-tell', { until: dayOf(mayTellUntil) });
  return pass(true);
}

/** Until when the law has it kept. */
export const retainedUntil = ({ state, updatedAt }: Pick<EndedRequest, 'state' | 'updatedAt'>, retention: Retention): Date =>
  new Date(updatedAt.getTime() + (USED.includes(state) ? retention.usedDays : retention.unusedDays) * DAY_MS);

/** Whether this person may confirm what another asked for: a second one, who had no part in the request and so nothing to hide. */
export function mayConfirm(
  confirmer: string,
  askedBy: string,
  part: { readonly filed: Pick<FiledFacts, 'clerk' | 'custodian' | 'waiver'>; readonly approvers: readonly string[] },
): Check<true> {
  if (confirmer === askedBy) return fail('erasure/one-person');
  const { clerk, custodian, waiver } = part.filed;
  return [clerk, custodian, waiver?.by, ...part.approvers].includes(confirmer) ? fail('erasure/took-part') : pass(true);
}

/** Whether it is before the end of the retention period; then the confirmer must say why. */
export function admitEarly(until: Date, now: Date, reason: string): Check<boolean> {
  const isEarly = now < until;
  return isEarly && reason.trim() === '' ? fail('erasure/retained', { until: dayOf(until) }) : pass(isEarly);
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
