import { type Check, canonicalJson, type DecisionStatement, type Digest, fail, pass, type Verdict } from '@yinzheng/ledger';
import type { Request, RequestState } from '../requests/request.ts';

/** What the rules of deciding look at: public facts, nothing personal. */
type Decidable = Pick<Request, 'state' | 'filed' | 'approvedBy'>;

export interface Approver {
  readonly person: string;
  /** Whether the post `approver` is held in the request's body. */
  readonly isApproverOfBody: boolean;
}

/** Whether this person may decide the step that is open now (国办发〔2001〕52号: approver ≠ custodian). */
export function mayDecide(request: Decidable, by: Approver, steps: readonly string[]): Check<number> {
  if (request.state !== 'filed') return fail('request/wrong-state', { state: request.state });
  const step = request.approvedBy.length;
  if (!by.isApproverOfBody || request.approvedBy.includes(by.person))
    return fail('decision/not-your-step', { step: steps[step] ?? `${step + 1}` });
  if (by.person === request.filed.clerk) return fail('decision/clerk-may-not-approve');
  if (by.person === request.filed.custodian) return fail('decision/custodian-may-not-approve');
  return pass(step);
}

/** What the approver will sign: the filed facts word for word, and the verdict. */
export function stateDecision(
  request: Decidable,
  it: { readonly town: string; readonly approver: string; readonly verdict: Verdict; readonly reason: Digest; readonly at: string },
): DecisionStatement {
  const { division: _division, waiver: _waiver, ...shown } = request.filed;
  return { v: 1, kind: 'decision', ...shown, ...it, step: request.approvedBy.length };
}

/** A rejection and a return need a reason; an approval may go without. */
export const admitReason = (verdict: Verdict, reason: string): Check<true> =>
  verdict !== 'approve' && reason.trim() === '' ? fail('decision/reason-required') : pass(true);

/** What was signed must be what the request says now; `at` at most `toleranceMs` old. */
export function matchesRequest(
  statement: DecisionStatement,
  request: Decidable,
  town: string,
  now: Date,
  toleranceMs: number,
): Check<true> {
  const expected = stateDecision(request, {
    town,
    approver: statement.approver,
    verdict: statement.verdict,
    reason: statement.reason,
    at: statement.at,
  });
  if (canonicalJson(expected) !== canonicalJson(statement))
    return fail('decision/not-what-was-shown', { at: firstDifference(expected, statement) });
  const age = now.getTime() - Date.parse(statement.at);
  return Math.abs(age) <= toleranceMs ? pass(true) : fail('decision/stale');
}

/** The state after a decision at the open step. */
export function afterDecision(request: Decidable, verdict: Verdict): RequestState {
  if (verdict === 'reject') return 'rejected';
  if (verdict === 'return') return 'returned';
  return request.approvedBy.length + 1 === request.filed.steps ? 'approved' : 'filed';
}

function firstDifference(expected: DecisionStatement, signed: DecisionStatement): string {
  const fields = new Set([...Object.keys(expected), ...Object.keys(signed)]) as Set<keyof DecisionStatement>;
  for (const field of fields) if (canonicalJson(expected[field] ?? null) !== canonicalJson(signed[field] ?? null)) return field;
  return '/';
}
