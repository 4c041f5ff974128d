import { move } from '@yinzheng/domain';
import { notifyPeople } from '../notices/mod.ts';
import { type Caller, demandPost, holdersOf } from '../people/mod.ts';
import { demand } from '../ports/demand.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { lockRequest } from './load-request.ts';

/** Files a draft: from here on its facts are in the ledger and its approvers are told. Filing what is filed changes nothing. */
export async function fileRequest(
  ports: Pick<Ports, 'store' | 'clock' | 'town' | 'chance' | 'roster'>,
  caller: Caller,
  id: string,
): Promise<void> {
  const roster = await ports.roster.current();
  await ports.store.transact(async (stores) => {
    const request = await lockRequest(stores, id);
    if (request.filed.clerk !== caller.id) throw new Refused('request/unknown');
    if (request.filedAt) return;
    demandPost(caller, 'clerk', request.filed.body);
    const now = ports.clock.now();
    const { filed } = request;
    await stores.requests.save({ ...request, state: demand(move(request.state, 'filed')) }, now);
    await stores.ledger.append([
      { entry: { v: 1, kind: 'request.filed', town: ports.town.code, at: now.toISOString(), facts: filed }, refs: { request: id } },
    ]);
    const approvers = await holdersOf(stores.people, roster, { post: 'approver', body: filed.body, now });
    await notifyPeople(ports, stores, {
      people: approvers.map((person) => person.id).filter((person) => person !== filed.clerk && person !== filed.custodian),
      kind: 'to-decide',
      request,
      text: { zh: '有一份用章申请等您审批', en: 'A request waits for your decision' },
    });
  });
}
