import { fromHex, isOfficer, keyAt, type PasskeyAssertion, rosterDigest, verifyPasskeyAssertion } from '@yinzheng/ledger';
import type { Person } from '../ports/people-store.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { composeStatement, tryLink } from './propose-change.ts';

/** Officers that a change needs. */
const QUORUM = 2;

/** Adds an officer's signature to a proposal; with the second one the change is in force. Returns whether it is. */
export async function signChange(
  ports: Pick<Ports, 'store' | 'clock' | 'roster' | 'town'>,
  caller: Pick<Person, 'id'>,
  input: { readonly proposal: string; readonly passkey: PasskeyAssertion },
): Promise<boolean> {
  const before = await ports.roster.current();
  const proposal = await ports.store.roster.proposal(input.proposal);
  if (!before || !proposal) throw new Refused('roster/broken-chain', { detail: 'no such proposal' });
  if (!isOfficer(before, caller.id)) throw new Refused('roster/not-two-officers');
  if (proposal.statement.prev !== before.head) {
    // Another change came first: the same wish is put after it, and everyone signs anew.
    const statement = composeStatement(before, proposal.changes, ports.clock.now());
    await ports.store.transact(({ roster }) => roster.saveProposal({ ...proposal, statement, signatures: [] }, ports.clock.now()));
    throw new Refused('roster/broken-chain', { detail: 'another change came first' });
  }
  const key = keyAt(before, input.passkey.kid, ports.clock.now().toISOString());
  if (key?.holder.kind !== 'person' || key.holder.person !== caller.id) throw new Refused('passkey/not-in-roster');
  const verified = await verifyPasskeyAssertion({
    assertion: input.passkey,
    key: key.key,
    rpId: before.rpId,
    challenge: fromHex(rosterDigest(proposal.statement)),
  });
  if (!verified.ok) throw new Refused('roster/bad-signature', { detail: verified.code });

  const signatures = [...proposal.signatures.filter(({ by }) => by !== caller.id), { by: caller.id, passkey: input.passkey }];
  const isEffective = signatures.length >= QUORUM;
  if (!isEffective) {
    await ports.store.transact(({ roster }) => roster.saveProposal({ ...proposal, signatures }, ports.clock.now()));
    return false;
  }
  const link = { statement: proposal.statement, signatures };
  if (!(await tryLink(ports, before, link, ({ roster }) => roster.dropProposal(proposal.id))))
    throw new Refused('roster/broken-chain', { detail: 'another change came first' });
  return true;
}
