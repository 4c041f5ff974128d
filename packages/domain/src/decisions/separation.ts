import { type Check, type FiledFacts, fail, pass } from '@yinzheng/ledger';

/** Approver ≠ clerk ≠ custodian for one use, and no approver twice (国办发〔2001〕52号), unless a visible waiver stands. */
export function mayStandTogether(filed: Pick<FiledFacts, 'clerk' | 'custodian' | 'waiver'>, approvers: readonly string[]): Check<true> {
  if (new Set(approvers).size !== approvers.length) return fail('decision/not-your-step', { step: 'twice' });
  if (filed.waiver) return pass(true);
  if (filed.clerk === filed.custodian) return fail('decision/clerk-is-custodian');
  if (approvers.includes(filed.clerk)) return fail('decision/clerk-may-not-approve');
  if (approvers.includes(filed.custodian)) return fail('decision/custodian-may-not-approve');
  return pass(true);
}
