import type { ErrorCode } from '@yinzheng/contract';
import type { Check } from '@yinzheng/ledger';
import { Refused } from './refused.ts';

/** The value of a check that passed; otherwise the use case ends here with the rule's own code. */
export function demand<T>(check: Check<T>): T {
  if (check.ok) return check.value;
  // Every code of domain and ledger that can reach here stands in the contract's table; a test compares the two.
  throw new Refused(check.code as ErrorCode, check.params);
}
