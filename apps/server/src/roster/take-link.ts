import { applyRoster, type RosterState, type SignedRoster } from '@yinzheng/ledger';
import { demand } from '../ports/demand.ts';
import type { Ports } from '../ports/ports.ts';
import type { Stores } from '../ports/store.ts';

/** Puts a link that its officers have signed into force: chain, ledger and word to the machines in one transaction. */
export async function takeLink(
  ports: Pick<Ports, 'clock' | 'town'>,
  stores: Stores,
  before: RosterState | null,
  link: SignedRoster,
): Promise<RosterState> {
  const state = demand(await applyRoster(before, link));
  await stores.roster.addLink(link);
  await stores.machines.queueRoster(link.statement.seq, ports.clock.now());
  await stores.ledger.append([
    { entry: { v: 1, kind: 'roster.signed', town: ports.town.code, at: ports.clock.now().toISOString(), facts: link } },
  ]);
  return state;
}
