import type { StoredErasure } from '../ports/erasure-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { Stores } from '../ports/store.ts';

export interface ErasePerson {
  readonly erasure: StoredErasure;
  readonly person: string;
  readonly confirmedBy: string;
  /** The register needs the name until then; null: not any more. */
  readonly nameUntil: Date | null;
}

/** Drops a person's account, credentials and devices within the transaction that says so in the ledger, which knows only the id. */
export async function erasePerson(
  ports: Pick<Ports, 'clock' | 'town'>,
  stores: Stores,
  { erasure, person, confirmedBy, nameUntil }: ErasePerson,
): Promise<void> {
  const now = ports.clock.now();
  await stores.erasures.forgetPerson(person, now, nameUntil);
  const { ground, askedBy } = erasure;
  const of = { kind: 'person', person, ...(nameUntil ? { nameUntil: nameUntil.toISOString() } : {}) } as const;
  const facts = { of, ground, commitments: [], files: [], askedBy, confirmedBy };
  await stores.ledger.append([{ entry: { v: 1, kind: 'person.erased', town: ports.town.code, at: now.toISOString(), facts } }]);
}
