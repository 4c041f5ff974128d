import {
  fromB64Url,
  type KeyId,
  keysInForce,
  logKeyOf,
  type NoteSigner,
  noteKey,
  type RosterState,
  type Signer,
  vkeyOf,
} from '@yinzheng/ledger';
import { demand } from '../ports/demand.ts';
import type { KeyListing, Keyring, OwnKeyKind } from '../ports/keyring.ts';
import { Refused } from '../ports/refused.ts';

/**
 * The key with which the server signs now: of those that it holds and the roster has in force, the one listed first, so that machines
 * have learnt of a new key before it is used. Refuses server/no-key-listed.
 */
export function serverKey(keys: Pick<Keyring, 'server'>, roster: RosterState): Signer {
  for (const kid of inForce(roster, 'server')) {
    const held = keys.server.find((signer) => signer.kid === kid);
    if (held) return held;
  }
  throw new Refused('server/no-key-listed', { key: 'server' });
}

/**
 * The keys that sign a checkpoint of a tree in which the roster stands so: all that the server holds and the roster has in force. Before
 * the founding the first, which the founding will list.
 */
export function logKeys(keys: Pick<Keyring, 'log'>, roster: RosterState | null): readonly NoteSigner[] {
  if (!roster) return keys.log.slice(0, 1);
  const listed = inForce(roster, 'log');
  return keys.log.filter((signer) => listed.includes(demand(logKeyOf(signer.vkey)).kid));
}

/** Our keys of a kind as a roster lists them, those made first first. */
export const ownListings = (keys: Pick<Keyring, OwnKeyKind>, kind: OwnKeyKind): readonly KeyListing[] =>
  kind === 'log'
    ? keys.log.map(({ vkey }) => demand(logKeyOf(vkey)))
    : keys.server.map(({ kid, publicKey: key }) => ({ holder: { kind: 'server' }, kid, key }));

/** The keys of a kind that the roster has in force, those listed first first, whether we hold them or not. */
export const inForce = (roster: RosterState, kind: OwnKeyKind): readonly KeyId[] =>
  keysInForce(roster, (holder) => holder.kind === kind).map(([kid]) => kid);

/**
 * The log's keys that readers may trust, as verifier keys: those in force, and those that were merely replaced, for what they signed
 * before. One that was lost or compromised is not among them: receipts of its time are to be downloaded again.
 */
export const publishedLogKeys = ({ keys }: RosterState): readonly string[] =>
  [...keys.values()].flatMap(({ holder, key, reason }) =>
    holder.kind === 'log' && key.kty === 'OKP' && (reason === undefined || reason === 'rotated')
      ? [vkeyOf(noteKey(holder.origin, 'signature', fromB64Url(key.x)))]
      : [],
  );
