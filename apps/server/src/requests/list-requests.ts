import { bodiesWith, type Caller } from '../people/mod.ts';
import type { Ports } from '../ports/ports.ts';
import type { Box, RequestRow } from '../ports/request-store.ts';
import { maySeeAll } from './load-request.ts';

const LIMIT = 200;

function boxOf(caller: Caller, kind: Box['kind']): Box {
  switch (kind) {
    case 'mine':
    case 'to-stamp':
      return { kind, clerk: caller.id };
    case 'to-decide':
      return { kind, approver: caller.id, bodies: bodiesWith(caller, 'approver') };
    case 'all':
      return { kind, bodies: maySeeAll(caller) ? 'every' : [...bodiesWith(caller, 'approver'), ...bodiesWith(caller, 'custodian')] };
  }
}

/** The newest requests of one box, at most 200. */
export const listRequests = (ports: Pick<Ports, 'store'>, caller: Caller, kind: Box['kind']): Promise<readonly RequestRow[]> =>
  ports.store.requests.list(boxOf(caller, kind), LIMIT);
