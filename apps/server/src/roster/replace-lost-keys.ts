import type { RosterChange, RosterState } from '@yinzheng/ledger';
import type { OwnKeyKind } from '../ports/keyring.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { inForce, logKeys, ownListings, serverKey } from './own-keys.ts';
import { proposeChange, type SampleOfficers } from './propose-change.ts';

/** Refuses server/no-key-listed at a start with a roster that has none of our keys in force: nothing that we sign would count. */
export async function demandOwnKeys({ roster, keys }: Pick<Ports, 'roster' | 'keys'>): Promise<void> {
  const state = await roster.current();
  if (!state) return;
  if (logKeys(keys, state).length === 0) throw new Refused('server/no-key-listed', { key: 'log' });
  serverKey(keys, state);
}

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'town' | 'roster' | 'keys'> & { readonly sampleOfficers: SampleOfficers | null };

/**
 * After a loss: where none of our keys of a kind is in force, proposes the newest that we hold in place of those that are, reported lost.
 * Until officers have signed it nothing is authorised and no checkpoint is signed; what people ask is recorded all the same.
 */
export async function replaceLostKeys(ports: Used): Promise<void> {
  const state = await ports.roster.current();
  if (!state) return;
  const changes = (['log', 'server'] as const).flatMap((kind) => replacement(ports, state, kind));
  const isProposed = (await ports.store.roster.proposals()).some((it) => JSON.stringify(it.changes) === JSON.stringify(changes));
  if (changes.length > 0 && !isProposed) await proposeChange(ports, { changes, why: '密钥遗失，换新 · keys were lost and are replaced' });
}

function replacement({ keys }: Pick<Ports, 'keys'>, state: RosterState, kind: OwnKeyKind): readonly RosterChange[] {
  const [listed, held] = [inForce(state, kind), ownListings(keys, kind)];
  if (held.some(({ kid }) => listed.includes(kid))) return [];
  const next = held.findLast(({ kid }) => !state.keys.has(kid));
  if (!next) throw new Refused('server/no-key-listed', { key: kind });
  return [{ op: 'add-key', ...next }, ...listed.map((kid): RosterChange => ({ op: 'revoke-key', kid, reason: 'lost' }))];
}
