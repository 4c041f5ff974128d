import { canonicalJson } from '../canonical.ts';
import type { DecisionStatement } from '../decision.ts';
import { verifyDecision } from '../decision-proof.ts';
import type { FiledFacts } from '../entry.ts';
import { holdsPost, isPostInForce } from '../roster-state.ts';
import type { Acts } from './acts.ts';
import { compromisedLater, type RosterHistory, rosterBefore, standingOf } from './history.ts';
import { type DecisionFacts, type Problem, problem } from './report.ts';

/** Most impressions that the filed facts allow in all. */
const allowed = ({ copies, impressions }: FiledFacts): number => copies * impressions.reduce((sum, count) => sum + count, 0);

/**
 * Filing, decisions and authorisation against each other and against the roster of their time. Who has verified every decision of
 * the log already passes a `verify` that says so.
 */
export async function checkApproval(
  request: string,
  { filed, decided, authorised }: Acts,
  history: RosterHistory,
  verify = verifyDecision,
): Promise<{ readonly decisions: readonly DecisionFacts[]; readonly problems: readonly Problem[]; readonly remarks: readonly Problem[] }> {
  const facts = filed.entry.facts;
  const problems = [
    ...checkFiled(request, filed, history),
    ...checkAuthorised(facts, authorised, history),
    ...checkSeparation(facts, filed.where, decided),
  ];
  if (decided.length !== facts.steps)
    problems.push(problem('approval/steps-missing', 'acts', { steps: facts.steps, present: decided.length }));

  const decisions: DecisionFacts[] = [];
  const server = standingOf(history, authorised.entry.facts.kid, authorised.index);
  const remarks = server ? [...compromisedLater(server, authorised.where)] : [];
  for (const [step, { entry, index, where }] of decided.entries()) {
    const { statement, assertion } = entry.facts;
    const differing = firstDifference(facts, statement);
    if (differing) problems.push(problem('approval/not-what-was-filed', where, { field: differing }));
    if (statement.step !== step) problems.push(problem('approval/wrong-step', where, { step: step + 1 }));
    if (statement.verdict !== 'approve') problems.push(problem('approval/not-approved', where, { step: step + 1 }));
    const roster = rosterBefore(history, index);
    const verified = roster && (await verify(entry.facts, roster));
    if (!verified) problems.push(problem('receipt/roster-late', where));
    else if (!verified.ok) problems.push(problem(verified.code, where, verified.params));
    else {
      const standing = standingOf(history, assertion.kid, index);
      if (standing?.isRevoked) problems.push(problem('approval/key-revoked', where));
      if (!isPostInForce(roster, statement.approver, 'approver', statement.body)) problems.push(problem('approval/post-ended', where));
      if (standing) remarks.push(...compromisedLater(standing, where));
      decisions.push({ step, approver: statement.approver, at: statement.at, isSample: verified.value.isSample });
    }
  }
  return { decisions, problems, remarks };
}

function checkFiled(request: string, { entry, index, where }: Acts['filed'], history: RosterHistory): Problem[] {
  const { facts, at } = entry;
  const problems: Problem[] = [];
  if (facts.request !== request) problems.push(problem('receipt/other-request', where, { request: facts.request }));
  if (facts.pages.length !== facts.impressions.length || allowed(facts) === 0) problems.push(problem('approval/pages-do-not-fit', where));
  const roster = rosterBefore(history, index);
  if (!roster) return [...problems, problem('receipt/roster-late', where)];
  for (const post of ['clerk', 'custodian'] as const)
    if (!holdsPost(roster, facts[post], post, facts.body, at))
      problems.push(problem('approval/post-not-held', where, { person: facts[post], post }));
  return problems;
}

function checkAuthorised(filed: FiledFacts, { entry, index, where }: Acts['authorised'], history: RosterHistory): Problem[] {
  const { facts } = entry;
  const isSame = facts.request === filed.request && facts.seal === filed.seal && facts.clerk === filed.clerk && facts.nbf < facts.exp;
  const problems = isSame ? [] : [problem('approval/authorised-otherwise', where)];
  if (facts.max !== allowed(filed)) problems.push(problem('approval/wrong-maximum', where, { max: facts.max, allowed: allowed(filed) }));
  const signer = standingOf(history, facts.kid, index);
  if (signer?.listed.holder.kind !== 'server') problems.push(problem('approval/not-the-servers-key', where));
  else if (signer.isRevoked) problems.push(problem('approval/server-key-revoked', where));
  if (facts.rosterSeq > (history.at(-1)?.state.seq ?? -1))
    problems.push(problem('receipt/roster-cut-short', where, { seq: facts.rosterSeq }));
  return problems;
}

/** Approver ≠ clerk ≠ custodian, no approver twice; a waiver by somebody else may lift the former, never the latter. */
function checkSeparation(filed: FiledFacts, where: string, decided: Acts['decided']): Problem[] {
  const approvers = decided.map(({ entry }) => entry.facts.statement.approver);
  const problems: Problem[] = [];
  if (new Set(approvers).size !== approvers.length) problems.push(problem('separation/approver-twice', where));
  if (filed.waiver) {
    if (filed.waiver.by === filed.clerk) problems.push(problem('separation/own-waiver', where));
    return problems;
  }
  if (filed.clerk === filed.custodian) problems.push(problem('separation/clerk-is-custodian', where));
  if (approvers.includes(filed.clerk)) problems.push(problem('separation/clerk-approves', where));
  if (approvers.includes(filed.custodian)) problems.push(problem('separation/custodian-approves', where));
  return problems;
}

function firstDifference(filed: FiledFacts, statement: DecisionStatement): string | undefined {
  const { division: _division, waiver: _waiver, ...shared } = filed;
  const fields = [...Object.keys(shared), 'onDoubt'] as (keyof typeof shared)[]; // the one that may be absent, so on either side
  return fields.find((field) => canonicalJson(statement[field] ?? null) !== canonicalJson(shared[field] ?? null));
}
