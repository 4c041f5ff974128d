import { fromHex, isOfficer, keyAt, type PasskeyAssertion, type RosterState, rosterDigest, verifyPasskeyAssertion } from '@yinzheng/ledger';
import type { Person } from '../ports/people-store.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { RosterProposal } from '../ports/roster-store.ts';
import type { Stores } from '../ports/store.ts';
import { composeStatement } from './propose-change.ts';
import { takeLink } from './take-link.ts';

/** Officers that a change needs. */
const QUORUM = 2;

type Used = Pick<Ports, 'store' | 'clock' | 'roster' | 'town'>;
type Signing = { readonly proposal: string; readonly passkey: PasskeyAssertion };

/**
 * Adds an officer's signature to a proposal; with the second one the change is in force. Returns whether it is. Officers who sign at the
 * same moment take turns: no signature is lost.
 */
export async function signChange(ports: Used, caller: Pick<Person, 'id'>, input: Signing): Promise<boolean> {
  const before = await ports.roster.current();
  if (!before) throw new Refused('roster/broken-chain', { detail: 'no such proposal' });
  const outcome = await ports.store.transact(async (stores) => {
    const newest = await stores.roster.holdAlone();
    const proposal = await stores.roster.proposal(input.proposal);
    if (!proposal) throw new Refused('roster/broken-chain', { detail: 'no such proposal' });
    if (newest !== before.seq) return 'another came first';
    if (!isOfficer(before, caller.id)) throw new Refused('roster/not-two-officers');
    if (proposal.statement.prev === before.head) return addSignature(ports, stores, before, proposal, caller, input.passkey);
    // Another change came first: the same wish is put after it, and everyone signs anew.
    const statement = composeStatement(before, proposal.changes, ports.clock.now());
    await stores.roster.saveProposal({ ...proposal, statement, signatures: [] }, ports.clock.now());
    return 'composed anew';
  });
  if (outcome === 'in force' || outcome === 'another came first') ports.roster.renew();
  if (outcome === 'another came first') return signChange(ports, caller, input);
  if (outcome === 'composed anew') throw new Refused('roster/broken-chain', { detail: 'another change came first' });
  return outcome === 'in force';
}

async function addSignature(
  ports: Used,
  stores: Stores,
  before: RosterState,
  proposal: RosterProposal,
  caller: Pick<Person, 'id'>,
  passkey: PasskeyAssertion,
): Promise<'in force' | 'waiting'> {
  const key = keyAt(before, passkey.kid, ports.clock.now().toISOString());
  if (key?.holder.kind !== 'person' || key.holder.person !== caller.id) throw new Refused('passkey/not-in-roster');
  const challenge = fromHex(rosterDigest(proposal.statement));
  const verified = await verifyPasskeyAssertion({ assertion: passkey, key: key.key, rpId: before.rpId, challenge });
  if (!verified.ok) throw new Refused('roster/bad-signature', { detail: verified.code });

  const signatures = [...proposal.signatures.filter(({ by }) => by !== caller.id), { by: caller.id, passkey }];
  if (signatures.length < QUORUM) {
    await stores.roster.saveProposal({ ...proposal, signatures }, ports.clock.now());
    return 'waiting';
  }
  await stores.roster.dropProposal(proposal.id);
  await takeLink(ports, stores, before, { statement: proposal.statement, signatures });
  return 'in force';
}
