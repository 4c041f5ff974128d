import type { RosterState, SignedRoster } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import { takeLink } from './take-link.ts';

/** The founding ceremony's result comes into force: the first link, signed by every officer that it names. */
export const foundTown = (ports: Pick<Ports, 'store' | 'clock' | 'town'>, founding: SignedRoster): Promise<RosterState> =>
  ports.store.transact((stores) => takeLink(ports, stores, null, founding));
