import { mayErase } from '@yinzheng/domain';
import { isOfficer, keysInForce, postsInForce, type RosterState } from '@yinzheng/ledger';
import { demand } from '../ports/demand.ts';
import type { LastActs } from '../ports/erasure-store.ts';
import { Refused } from '../ports/refused.ts';
import type { WholeRequest } from '../ports/request-store.ts';
import type { Stores } from '../ports/store.ts';
import { lockRequest } from '../requests/mod.ts';

/** A request that may be erased, held until the transaction ends. Refuses request/…, erasure/not-ended, erasure/machine-may-tell. */
export async function lockErasable(stores: Stores, id: string, now: Date): Promise<WholeRequest> {
  const request = await lockRequest(stores, id);
  const authorisation = await stores.requests.authorisationOf(id);
  demand(mayErase({ ...request, authorisedUntil: authorisation?.expiresAt ?? null }, now));
  return request;
}

/** When a person who has left last acted. Refuses person/unknown, and erasure/in-office while anything of an office is left. */
export async function demandLeft(stores: Stores, roster: RosterState | null, person: string, now: Date): Promise<LastActs> {
  const known = await stores.people.person(person);
  if (!known) throw new Refused('person/unknown');
  const acts = await stores.erasures.lastActs(person);
  const isListed =
    roster !== null &&
    (isOfficer(roster, person) ||
      postsInForce(roster, person, now.toISOString()).length > 0 ||
      keysInForce(roster, (holder) => holder.kind === 'person' && holder.person === person).length > 0);
  if (isListed || acts.isUnderWay || acts.isCustodian) throw new Refused('erasure/in-office');
  return acts;
}
