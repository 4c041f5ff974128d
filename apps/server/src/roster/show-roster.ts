import { isOfficer, type RosterStatement, type SignedRoster } from '@yinzheng/ledger';
import type { Person } from '../ports/people-store.ts';
import type { Ports } from '../ports/ports.ts';
import { challengeOf } from './propose-change.ts';

/** A change that waits for officers, as one of them sees it. */
export interface PendingChange {
  readonly id: string;
  readonly statement: RosterStatement;
  /** What their passkey is asked to sign, base64url. */
  readonly challenge: string;
  readonly signedBy: readonly string[];
  readonly why: string;
}

/** The whole chain, from the founding on: public, so that anyone can follow it. */
export const showChain = (ports: Pick<Ports, 'store'>): Promise<readonly SignedRoster[]> => ports.store.roster.linksAfter(-1);

/** Changes that wait for signatures. Only officers can sign, so for everyone else there are none. */
export async function listPending(ports: Pick<Ports, 'store' | 'roster'>, caller: Pick<Person, 'id'>): Promise<readonly PendingChange[]> {
  const roster = await ports.roster.current();
  if (!roster || !isOfficer(roster, caller.id)) return [];
  const proposals = await ports.store.roster.proposals();
  return proposals.map(({ id, statement, signatures, why }) => ({
    id,
    statement,
    challenge: challengeOf(statement),
    signedBy: signatures.map(({ by }) => by),
    why,
  }));
}
