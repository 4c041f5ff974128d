import { admitReason, mayDecide, stateDecision } from '@yinzheng/domain';
import { commit, type DecisionStatement, decisionDigest, keyAt, type Opening, toB64Url, toHex, type Verdict } from '@yinzheng/ledger';
import { type Caller, holds } from '../people/mod.ts';
import { demand } from '../ports/demand.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { demandWhole, loadRequest } from './load-request.ts';

/** How long an approver may look at the confirmation before signing it. */
export const DECISION_MAY_TAKE_MS = 10 * 60_000;

export interface PreparedDecision {
  readonly statement: DecisionStatement;
  /** base64url of the statement's digest. */
  readonly challenge: string;
  readonly rpId: string;
  /** Opens what the statement commits to: the content as shown, the reason as written. */
  readonly openings: readonly Opening[];
  readonly allowCredentials: readonly { readonly id: string; readonly kid: string; readonly isSample: boolean }[];
}

/** Composes exactly what the approver is about to sign. Nothing is decided yet. */
export async function prepareDecision(
  ports: Pick<Ports, 'store' | 'clock' | 'chance' | 'town' | 'roster'>,
  caller: Caller,
  input: { readonly request: string; readonly verdict: Verdict; readonly reason: string },
): Promise<PreparedDecision> {
  const request = demandWhole(await loadRequest(ports, caller, input.request));
  const matter = await ports.store.towns.matter(request.filed.matter.code, request.filed.matter.version);
  demand(mayDecide(request, { person: caller.id, isApproverOfBody: holds(caller, 'approver', request.filed.body) }, matter?.route ?? []));
  demand(admitReason(input.verdict, input.reason));

  const now = ports.clock.now();
  const roster = await ports.roster.current();
  const passkeys = await ports.store.people.passkeys(caller.id);
  const usable = passkeys.filter(({ kid }) => roster && keyAt(roster, kid, now.toISOString()));
  if (usable.length === 0) throw new Refused('passkey/not-in-roster');

  const salt = toB64Url(ports.chance.bytes(32));
  const reason = commit(salt, input.reason);
  const statement = stateDecision(request, {
    town: ports.town.code,
    approver: caller.id,
    verdict: input.verdict,
    reason,
    at: now.toISOString(),
  });
  const digest = decisionDigest(statement);
  await ports.store.requests.keepDecisionDraft({
    digest: toHex(digest),
    request: request.id,
    person: caller.id,
    reason: input.reason,
    salt,
    expiresAt: new Date(now.getTime() + DECISION_MAY_TAKE_MS),
  });
  return {
    statement,
    challenge: toB64Url(digest),
    rpId: ports.town.rpId,
    openings: [
      { commitment: request.filed.content, salt: request.salt, value: request.content },
      { commitment: reason, salt, value: input.reason },
    ],
    allowCredentials: usable.map(({ credentialId, kid, isSample }) => ({ id: credentialId, kid, isSample })),
  };
}
