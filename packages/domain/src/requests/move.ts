import { type Check, fail, pass } from '@yinzheng/ledger';
import type { RequestState } from './request.ts';

/**
 * What may follow what. `using` begins at the machine's first opening, even when that is told after the request was withdrawn or
 * `expired`, its authorisation having run out unused: what was stamped was stamped.
 */
const NEXT: Readonly<Record<RequestState, readonly RequestState[]>> = {
  draft: ['filed', 'withdrawn'],
  filed: ['approved', 'rejected', 'returned', 'withdrawn'],
  approved: ['authorised', 'withdrawn'],
  authorised: ['using', 'withdrawn', 'expired'],
  using: ['completed'],
  completed: [],
  rejected: [],
  returned: [],
  withdrawn: ['using'],
  expired: ['using'],
};

/** The state after a move, or why it cannot be made. */
export const move = (from: RequestState, to: RequestState): Check<RequestState> =>
  NEXT[from].includes(to) ? pass(to) : fail('request/wrong-state', { state: from });
