import type { Matter } from '@yinzheng/domain';
import { mayDecide, move } from '@yinzheng/domain';
import { type Caller, holds } from '../people/mod.ts';
import type { Ports } from '../ports/ports.ts';
import type { Attachments, StoredRequest } from '../ports/request-store.ts';
import type { Seal } from '../ports/town-store.ts';
import { loadRequest } from './load-request.ts';

/** Everything that a page about one request shows, for this caller. */
export interface RequestView extends Attachments {
  readonly request: StoredRequest;
  readonly matter: Matter | null;
  readonly seal: Seal | null;
  readonly mayFile: boolean;
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
}

export async function showRequest(ports: Pick<Ports, 'store'>, caller: Caller, id: string): Promise<RequestView> {
  const request = await loadRequest(ports, caller, id);
  const { filed } = request;
  const [matter, seal, attachments] = await Promise.all([
    ports.store.towns.matter(filed.matter.code, filed.matter.version),
    ports.store.towns.seal(filed.seal),
    ports.store.requests.attachments(id),
  ]);
  const isClerk = filed.clerk === caller.id;
  return {
    request,
    matter,
    seal,
    ...attachments,
    mayFile: isClerk && request.state === 'draft',
    mayDecide: mayDecide(request, { person: caller.id, isApproverOfBody: holds(caller, 'approver', filed.body) }, matter?.route ?? []).ok,
    mayWithdraw: isClerk && move(request.state, 'withdrawn').ok,
  };
}
