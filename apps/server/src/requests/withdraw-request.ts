import { move } from '@yinzheng/domain';
import { revokeAuthorisation } from '../machines/mod.ts';
import type { Caller } from '../people/mod.ts';
import { demand } from '../ports/demand.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { lockRequest } from './load-request.ts';

/** Takes a request back before it is used; an authorisation that is out is revoked at its machine. */
export async function withdrawRequest(
  ports: Pick<Ports, 'store' | 'clock' | 'town' | 'chance'>,
  caller: Caller,
  id: string,
): Promise<void> {
  await ports.store.transact(async (stores) => {
    const request = await lockRequest(stores, id);
    if (request.filed.clerk !== caller.id) throw new Refused('request/unknown');
    if (request.state === 'withdrawn') return;
    const now = ports.clock.now();
    await stores.requests.save({ ...request, state: demand(move(request.state, 'withdrawn')) }, now);
    await revokeAuthorisation(ports, stores, id, 'withdrawn');
    if (request.filedAt)
      await stores.ledger.append([
        {
          entry: { v: 1, kind: 'request.withdrawn', town: ports.town.code, at: now.toISOString(), facts: { request: id, by: caller.id } },
          refs: { request: id },
        },
      ]);
  });
}
