import type { KeyHolder, KeyId, RevocationReason } from '@yinzheng/ledger';
import { isOfficer } from '@yinzheng/ledger';
import type { OwnKeyKind } from '../ports/keyring.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { ownListings } from './own-keys.ts';
import { proposeChange, type SampleOfficers } from './propose-change.ts';

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'town' | 'roster' | 'keys'> & { readonly sampleOfficers: SampleOfficers | null };

/** Who may put a change of keys before the officers; only their two signatures bring it into force. */
export interface Proposer {
  readonly id: string;
  readonly name: string;
  readonly isAdministrator: boolean;
}

/**
 * Makes a key for the server or the log and proposes it to the officers. From their second signature on the log's checkpoints carry the
 * signatures of both keys; the server goes on with the one listed first until that is revoked. Refuses post/not-held.
 */
export async function proposeOwnKey(ports: Used, by: Proposer, kind: OwnKeyKind): Promise<KeyId> {
  await demandKeeper(ports, by);
  const { holder, kid, key } = await ports.keys.make(kind);
  await proposeChange(ports, { changes: [{ op: 'add-key', holder, kid, key }], why: by.name });
  return kid;
}

/** Proposes that a key be revoked: an officer or an administrator any key, everyone else their own passkeys. Refuses post/not-held, key/not-in-force. */
export async function proposeRevocation(
  ports: Used,
  by: Proposer,
  it: { readonly kid: KeyId; readonly reason: RevocationReason },
): Promise<void> {
  const listed = (await ports.roster.current())?.keys.get(it.kid);
  const isOwn = listed?.holder.kind === 'person' && listed.holder.person === by.id;
  if (!isOwn) await demandKeeper(ports, by);
  if (!listed || listed.until !== undefined) throw new Refused('key/not-in-force');
  const waiting = (await ports.store.roster.proposals()).flatMap(({ changes }) => changes);
  if (waiting.some((change) => change.op === 'revoke-key' && change.kid === it.kid && change.reason === it.reason)) return;
  await proposeChange(ports, { changes: [{ op: 'revoke-key', ...it }], why: by.name });
}

async function demandKeeper({ roster }: Pick<Ports, 'roster'>, { id, isAdministrator }: Proposer): Promise<void> {
  const state = await roster.current();
  if (!isAdministrator && !(state && isOfficer(state, id))) throw new Refused('post/not-held', { post: 'administrator' });
}

/** A key of the roster, or one of ours that officers have not listed yet. */
export interface KeyView {
  readonly kid: KeyId;
  readonly holder: KeyHolder;
  readonly isSample: boolean;
  /** Among the keys that this server holds. */
  readonly isHeld: boolean;
  readonly from: string | null;
  readonly until: string | null;
  readonly reason: RevocationReason | null;
}

/** Every key there is, for officers and administrators; everyone else sees their own. */
export async function listKeys(ports: Pick<Ports, 'roster' | 'keys'>, by: Proposer): Promise<readonly KeyView[]> {
  const state = await ports.roster.current();
  if (!state) return [];
  const own = [...ownListings(ports.keys, 'log'), ...ownListings(ports.keys, 'server')];
  const held = new Set(own.map(({ kid }) => kid));
  const listed = [...state.keys].map(([kid, { holder, isSample, from, until, reason }]): KeyView => {
    return { kid, holder, isSample, isHeld: held.has(kid), from, until: until ?? null, reason: reason ?? null };
  });
  const unlisted = own.filter(({ kid }) => !state.keys.has(kid));
  const waiting = unlisted.map(({ kid, holder }): KeyView => {
    return { kid, holder, isSample: false, isHeld: true, from: null, until: null, reason: null };
  });
  const seesAll = by.isAdministrator || isOfficer(state, by.id);
  return [...waiting, ...listed].filter(({ holder }) => seesAll || (holder.kind === 'person' && holder.person === by.id));
}
