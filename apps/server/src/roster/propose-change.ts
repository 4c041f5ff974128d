import {
  fromHex,
  type RosterChange,
  type RosterSignature,
  type RosterState,
  type RosterStatement,
  rosterDigest,
  rosterMessage,
  type SignedRoster,
  type Signer,
  toB64Url,
} from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import type { RosterProposal } from '../ports/roster-store.ts';
import type { Stores } from '../ports/store.ts';
import { takeLink } from './take-link.ts';

/** The software keys of a sample town's officers, who sign whatever is proposed. A real town has none. */
export type SampleOfficers = readonly { readonly person: string; readonly signer: Signer }[];

export interface NewChange {
  readonly changes: readonly RosterChange[];
  /** For the officers, in words. */
  readonly why: string;
}

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'roster'> & { readonly sampleOfficers: SampleOfficers | null };

/**
 * Proposes a change, together with what it is about: `keep` writes in the same transaction, so neither stands without the other.
 * In a sample town the change is in force at once; elsewhere it waits for two officers.
 */
export async function proposeChange(
  ports: Used & Pick<Ports, 'town'>,
  { changes, why }: NewChange,
  keep: (stores: Stores) => Promise<void> = async () => {},
): Promise<void> {
  const before = await ports.roster.current();
  if (!before) throw new Error('the town is not founded');
  const statement = composeStatement(before, changes, ports.clock.now());
  if (ports.sampleOfficers) {
    const signatures = await signAsSample(statement, ports.sampleOfficers);
    const isTaken = await tryLink(ports, before, { statement, signatures }, keep);
    return isTaken ? undefined : proposeChange(ports, { changes, why }, keep);
  }
  const proposal: RosterProposal = { id: toB64Url(ports.chance.bytes(12)), changes, statement, signatures: [], why };
  await ports.store.transact(async (stores) => {
    await keep(stores);
    await stores.roster.saveProposal(proposal, ports.clock.now());
  });
}

/** Puts a signed link into force together with what `keep` writes; false, and nothing is written, when another link came first. */
async function tryLink(
  ports: Pick<Ports, 'store' | 'clock' | 'town' | 'roster'>,
  before: RosterState,
  link: SignedRoster,
  keep: (stores: Stores) => Promise<void>,
): Promise<boolean> {
  try {
    await ports.store.transact(async (stores) => {
      await stores.roster.holdAlone();
      await keep(stores);
      await takeLink(ports, stores, before, link);
    });
    ports.roster.renew();
    return true;
  } catch (cause) {
    ports.roster.renew();
    if ((await ports.roster.current())?.head === before.head) throw cause;
    return false;
  }
}

/** The next link after `before`, for officers to sign; a clock that fell behind does not take the chain back in time. */
export function composeStatement(before: RosterState, changes: readonly RosterChange[], now: Date): RosterStatement {
  const at = new Date(Math.max(now.getTime(), Date.parse(before.at))).toISOString();
  return { v: 1, kind: 'roster', town: before.town, rpId: before.rpId, seq: before.seq + 1, prev: before.head, at, changes };
}

export const challengeOf = (statement: RosterStatement): string => toB64Url(fromHex(rosterDigest(statement)));

/** Two officers' software signatures. */
export const signAsSample = (statement: RosterStatement, officers: SampleOfficers): Promise<readonly RosterSignature[]> =>
  Promise.all(
    officers.map(async ({ person, signer }) => ({
      by: person,
      kid: signer.kid,
      ed25519: toB64Url(await signer.sign(rosterMessage(rosterDigest(statement)))),
    })),
  );
