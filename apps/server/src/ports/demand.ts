import { isErrorCode } from '@yinzheng/contract';
import type { Check } from '@yinzheng/ledger';
import { Refused } from './refused.ts';

/** The value of a check that passed; otherwise the use case ends here with the rule's own code. */
export function demand<T>(check: Check<T>): T {
  if (check.ok) return check.value;
  if (isErrorCode(check.code)) throw new Refused(check.code, check.params);
  // The ledger has finer words for what a verifier finds wrong in a document; to a caller they say that it does not fit.
  throw new Refused('message/malformed', { at: `${check.params?.at ?? '/'}`, detail: check.code });
}
