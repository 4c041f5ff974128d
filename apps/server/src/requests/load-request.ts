import { type Caller, holds } from '../people/mod.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { StoredRequest, WholeRequest } from '../ports/request-store.ts';
import type { Stores } from '../ports/store.ts';

/** Holds the request until the transaction ends. Nothing more is done with one that was erased. */
export async function lockRequest({ requests }: Stores, id: string): Promise<WholeRequest> {
  const request = await requests.lock(id);
  if (!request) throw new Refused('request/unknown');
  return demandWhole(request);
}

/** Refuses request/erased. */
export function demandWhole({ content, salt, ...rest }: StoredRequest): WholeRequest {
  if (content === null || salt === null) throw new Refused('request/erased');
  return { ...rest, content, salt };
}

/** Who may read a request: its clerk, its custodian, approvers of its body, and those who watch. A draft is its clerk's alone. */
function maySee(caller: Caller, { filed, state }: StoredRequest): boolean {
  if (filed.clerk === caller.id) return true;
  if (state === 'draft') return false;
  const isCustodian = filed.custodian === caller.id && holds(caller, 'custodian', filed.body);
  return isCustodian || holds(caller, 'approver', filed.body) || maySeeAll(caller);
}

/** Supervisors and auditors see every request. The administrator configures, and sees none. */
export const maySeeAll = (caller: Caller): boolean => holds(caller, 'supervisor') || holds(caller, 'auditor');

/** A request that the caller may read; what they may not read does not exist for them. */
export async function loadRequest(ports: Pick<Ports, 'store'>, caller: Caller, id: string): Promise<StoredRequest> {
  const request = await ports.store.requests.load(id);
  if (!request || !maySee(caller, request)) throw new Refused('request/unknown');
  return request;
}
