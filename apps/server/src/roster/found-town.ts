import type { RosterState, SignedRoster } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import { takeLink } from './take-link.ts';

/** The founding ceremony's result comes into force: the first link, signed by every officer that it names. */
export async function foundTown(ports: Pick<Ports, 'store' | 'clock' | 'town' | 'roster'>, founding: SignedRoster): Promise<RosterState> {
  const state = await ports.store.transact(async (stores) => {
    await stores.roster.holdAlone();
    return takeLink(ports, stores, null, founding);
  });
  ports.roster.renew();
  return state;
}
