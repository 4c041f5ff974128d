import type { Matter } from '@yinzheng/domain';
import { mayConfirm, mayDecide, mayErase, move, retainedUntil } from '@yinzheng/domain';
import { type Caller, holds } from '../people/mod.ts';
import type { StoredErasure } from '../ports/erasure-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { Attachments, StoredRequest } from '../ports/request-store.ts';
import type { Seal } from '../ports/town-store.ts';
import { loadRequest, maySeeAll } from './load-request.ts';

/** Everything that a page about one request shows, for this caller. */
export interface RequestView extends Attachments {
  readonly request: StoredRequest;
  readonly matter: Matter | null;
  readonly seal: Seal | null;
  readonly mayFile: boolean;
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
  /** The newest wish for its erasure, answered or not. */
  readonly erasure: StoredErasure | null;
  /** Null while it is under way. */
  readonly retainedUntil: Date | null;
  readonly mayAskErasure: boolean;
  readonly mayAnswerErasure: boolean;
}

export async function showRequest(ports: Pick<Ports, 'store' | 'clock' | 'retention'>, caller: Caller, id: string): Promise<RequestView> {
  const request = await loadRequest(ports, caller, id);
  const { filed } = request;
  const [matter, seal, attachments, erasure] = await Promise.all([
    ports.store.towns.matter(filed.matter.code, filed.matter.version),
    ports.store.towns.seal(filed.seal),
    ports.store.requests.attachments(id),
    ports.store.erasures.newestOf(id),
  ]);
  const isClerk = filed.clerk === caller.id;
  return {
    request,
    matter,
    seal,
    ...attachments,
    mayFile: isClerk && request.state === 'draft',
    mayDecide:
      !request.erasedAt &&
      mayDecide(request, { person: caller.id, isApproverOfBody: holds(caller, 'approver', filed.body) }, matter?.route ?? []).ok,
    mayWithdraw: isClerk && move(request.state, 'withdrawn').ok,
    erasure,
    ...erasureRights(ports, caller, request, attachments, erasure),
  };
}

/** What this caller may do about its erasure now; whether it goes through is decided when it is done. */
function erasureRights(
  { clock, retention }: Pick<Ports, 'clock' | 'retention'>,
  caller: Caller,
  request: StoredRequest,
  { decisions, authorisation }: Attachments,
  erasure: StoredErasure | null,
): Pick<RequestView, 'retainedUntil' | 'mayAskErasure' | 'mayAnswerErasure'> {
  const { filed, erasedAt } = request;
  const isErasable = !erasedAt && mayErase({ ...request, authorisedUntil: authorisation?.expiresAt ?? null }, clock.now()).ok;
  if (!isErasable) return { retainedUntil: null, mayAskErasure: false, mayAnswerErasure: false };
  const isWaiting = erasure !== null && erasure.answer === null;
  const approvers = decisions.map(({ approver }) => approver);
  const isOwn = filed.clerk === caller.id && holds(caller, 'clerk', filed.body);
  return {
    retainedUntil: retainedUntil(request, retention),
    mayAskErasure: !isWaiting && (isOwn || maySeeAll(caller)),
    mayAnswerErasure: isWaiting && maySeeAll(caller) && mayConfirm(caller.id, erasure.askedBy, { filed, approvers }).ok,
  };
}
