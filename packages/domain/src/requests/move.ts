import { type Check, fail, pass } from '@yinzheng/ledger';
import type { RequestState } from './request.ts';

/** What may follow what. `using` begins at the machine's first opening; `expired` when an authorisation ran out unused. */
const NEXT: Readonly<Record<RequestState, readonly RequestState[]>> = {
  draft: ['filed', 'withdrawn'],
  filed: ['approved', 'rejected', 'returned', 'withdrawn'],
  approved: ['authorised', 'withdrawn'],
  authorised: ['using', 'completed', 'withdrawn', 'expired', 'approved'],
  using: ['completed', 'expired'],
  completed: [],
  rejected: [],
  returned: [],
  withdrawn: [],
  expired: [],
};

/** The state after a move, or why it cannot be made. */
export const move = (from: RequestState, to: RequestState): Check<RequestState> =>
  NEXT[from].includes(to) ? pass(to) : fail('request/wrong-state', { state: from });
