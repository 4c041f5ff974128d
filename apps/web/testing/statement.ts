import { randomBytes } from 'node:crypto';
import type { RequestDetail } from '@yinzheng/contract';
import { commit, type DecisionStatement, decisionDigest, toB64Url } from '@yinzheng/ledger';
import type { Me, StatementToSign, Town } from '../src/api/types.ts';

/** What the server would offer an approver to sign: real commitments, the real challenge. */
export function statementFor(
  town: Town,
  approver: Me,
  it: RequestDetail,
  verdict: DecisionStatement['verdict'],
  reason: string,
): StatementToSign & { readonly statement: DecisionStatement } {
  const seal = (value: unknown) => {
    const salt = toB64Url(randomBytes(32));
    return { commitment: commit(salt, value), salt, value };
  };
  const content = seal({ title: it.title, applicant: it.applicant, purpose: it.purpose });
  const why = seal(reason);
  const statement: DecisionStatement = {
    v: 1,
    kind: 'decision',
    town: town.code,
    request: it.id,
    body: it.body.id,
    seal: it.seal.id,
    matter: { code: it.matter.code, version: it.matter.version },
    clerk: it.clerk.id,
    custodian: it.custodian.id,
    pages: it.pages.map((page) => page.digest),
    copies: it.copies,
    impressions: it.pages.map((page) => page.impressions),
    content: content.commitment,
    ...(it.matter.onDoubt === 'ask' ? { onDoubt: 'ask' as const } : {}),
    steps: it.matter.route.length,
    step: 0,
    approver: approver.person.id,
    verdict,
    reason: why.commitment,
    at: new Date().toISOString(),
  };
  const allowCredentials = approver.passkeys.map(({ credentialId, kid, isSample }) => ({ id: credentialId, kid, isSample }));
  return { statement, challenge: toB64Url(decisionDigest(statement)), rpId: town.rpId, openings: [content, why], allowCredentials };
}
