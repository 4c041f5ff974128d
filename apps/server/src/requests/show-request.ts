import type { Matter } from '@yinzheng/domain';
import { mayDecide, move } from '@yinzheng/domain';
import { type Caller, holds } from '../people/mod.ts';
import type { Ports } from '../ports/ports.ts';
import type { SheetPage, StoredAuthorisation, StoredDecision, StoredImpression, StoredRequest } from '../ports/request-store.ts';
import type { Seal } from '../ports/town-store.ts';
import { loadRequest } from './load-request.ts';

/** Everything that a page about one request shows, for this caller. */
export interface RequestView {
  readonly request: StoredRequest;
  readonly matter: Matter | null;
  readonly seal: Seal | null;
  readonly pages: readonly SheetPage[];
  readonly decisions: readonly StoredDecision[];
  readonly authorisation: StoredAuthorisation | null;
  readonly impressions: readonly StoredImpression[];
  readonly names: ReadonlyMap<string, string>;
  readonly mayFile: boolean;
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
}

export async function showRequest(ports: Pick<Ports, 'store'>, caller: Caller, id: string): Promise<RequestView> {
  const request = await loadRequest(ports, caller, id);
  const { requests, towns, people } = ports.store;
  const { filed } = request;
  const [matter, seal, pages, decisions, authorisation] = await Promise.all([
    towns.matter(filed.matter.code, filed.matter.version),
    towns.seal(filed.seal),
    requests.pages(id),
    hasBeenDecided(request) ? requests.decisions(id) : [],
    hasBeenApproved(request) ? requests.authorisationOf(id) : null,
  ]);
  const impressions = authorisation ? await requests.impressions(authorisation.jti) : [];
  const names = await people.names([filed.clerk, filed.custodian, ...decisions.map(({ approver }) => approver)]);
  const isClerk = filed.clerk === caller.id;
  return {
    request,
    matter,
    seal,
    pages,
    decisions,
    authorisation,
    impressions,
    names,
    mayFile: isClerk && request.state === 'draft',
    mayDecide: mayDecide(request, { person: caller.id, isApproverOfBody: holds(caller, 'approver', filed.body) }, matter?.route ?? []).ok,
    mayWithdraw: isClerk && move(request.state, 'withdrawn').ok,
  };
}

const hasBeenDecided = ({ state, approvedBy }: StoredRequest): boolean => state !== 'draft' && (state !== 'filed' || approvedBy.length > 0);
const hasBeenApproved = ({ state }: StoredRequest): boolean => !['draft', 'filed', 'approved', 'rejected', 'returned'].includes(state);
