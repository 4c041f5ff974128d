import { afterDecision, matchesRequest, mayDecide, move, type Request } from '@yinzheng/domain';
import {
  type DecisionStatement,
  decisionDigest,
  isPostInForce,
  type RosterState,
  type SignedDecision,
  toHex,
  verifyDecision,
} from '@yinzheng/ledger';
import { notifyPeople } from '../notices/mod.ts';
import { type Caller, holds } from '../people/mod.ts';
import { demand } from '../ports/demand.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { Stores } from '../ports/store.ts';
import { underRoster } from '../roster/mod.ts';
import { authoriseWithin } from './authorise-request.ts';
import { lockRequest } from './load-request.ts';
import { DECISION_MAY_TAKE_MS } from './prepare-decision.ts';

const TOLD: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  approve: { zh: '申请已同意，可以用印', en: 'Approved; it may be stamped' },
  reject: { zh: '申请未获同意', en: 'The request was rejected' },
  return: { zh: '申请被退回，请修改后重新提交', en: 'The request was returned to be corrected' },
};

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'town' | 'roster' | 'keys'>;

/** Records one approver's signed decision and, after the last yes, authorises the use. The same decision again changes nothing. */
export async function decideRequest(ports: Used, caller: Caller, id: string, signed: SignedDecision): Promise<void> {
  await underRoster(ports, async (roster) => {
    if (!roster) throw new Refused('passkey/not-in-roster');
    demand(await verifyDecision(signed, roster));
    // A key that was revoked since it signed: nobody knows whether it signed before.
    if (roster.keys.get(signed.assertion.kid)?.until !== undefined) throw new Refused('passkey/not-in-roster');
    const { approver, body } = signed.statement;
    if (!isPostInForce(roster, approver, 'approver', body)) throw new Refused('post/not-held', { post: 'approver' });
    return takeDecision(ports, caller, id, signed, roster);
  });
}

async function takeDecision(ports: Used, caller: Caller, id: string, signed: SignedDecision, roster: RosterState) {
  const { statement } = signed;
  if (statement.approver !== caller.id) throw new Refused('decision/not-what-was-shown', { at: 'approver' });
  const kept = await ports.store.requests.decisionDraft(toHex(decisionDigest(statement)), caller.id);

  return async (stores: Stores): Promise<void> => {
    const request = await lockRequest(stores, id);
    if (await isRepeated(stores, id, statement)) return;
    if (!kept) throw new Refused('decision/stale');
    const matter = await stores.towns.matter(request.filed.matter.code, request.filed.matter.version);
    demand(mayDecide(request, { person: caller.id, isApproverOfBody: holds(caller, 'approver', request.filed.body) }, matter?.route ?? []));
    const now = ports.clock.now();
    demand(matchesRequest(statement, request, ports.town.code, now, DECISION_MAY_TAKE_MS));

    const decided = applyVerdict(request, statement);
    await stores.requests.save(decided, now);
    await stores.requests.addDecision(id, {
      step: statement.step,
      approver: caller.id,
      verdict: statement.verdict,
      ...kept,
      signed,
      at: new Date(statement.at),
    });
    await stores.ledger.append([
      { entry: { v: 1, kind: 'request.decided', town: ports.town.code, at: now.toISOString(), facts: signed }, refs: { request: id } },
    ]);
    if (decided.state === 'approved') await authoriseWithin(ports, stores, decided, roster);
    const told = TOLD[statement.verdict];
    if (decided.state !== 'filed' && told)
      await notifyPeople(ports, stores, {
        people: [request.filed.clerk],
        kind: decided.state === 'approved' ? 'to-stamp' : 'decided',
        request,
        text: told,
      });
  };
}

function applyVerdict(request: Request, { verdict, approver }: DecisionStatement): Request {
  const state = afterDecision(request, verdict);
  return {
    ...request,
    state: state === request.state ? state : demand(move(request.state, state)),
    approvedBy: verdict === 'approve' ? [...request.approvedBy, approver] : request.approvedBy,
  };
}

async function isRepeated(stores: Stores, id: string, statement: DecisionStatement): Promise<boolean> {
  const before = (await stores.requests.decisions(id)).find(({ step }) => step === statement.step);
  return before !== undefined && toHex(decisionDigest(before.signed.statement)) === toHex(decisionDigest(statement));
}
