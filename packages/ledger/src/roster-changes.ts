import type { Instant } from './encoding.ts';
import { type KeyId, type KeyValidity, type PublicKey, thumbprint } from './keys.ts';
import type { KeyHolder, RosterChange } from './roster.ts';
import { keysInForce, type ListedKey, postKey, type RosterState } from './roster-state.ts';

/** The parts of a state that changes touch, while a link is being applied. */
export interface Draft {
  readonly officers: Set<string>;
  readonly posts: Map<string, readonly KeyValidity[]>;
  readonly keys: Map<KeyId, ListedKey>;
}

export const draftOf = (state: RosterState | null): Draft => ({
  officers: new Set(state?.officers),
  posts: new Map(state?.posts),
  keys: new Map(state?.keys),
});

/**
 * Applies one change; false when it would change nothing or may not be. A change that says nothing is refused because
 * whoever signed it believed that it did: a post ended under a wrong name, a lost key revoked under a wrong id.
 */
export function change(draft: Draft, it: RosterChange, at: Instant): boolean {
  switch (it.op) {
    case 'grant-post': {
      const spans = draft.posts.get(postKey(it.person, it.post, it.body)) ?? [];
      if (spans.at(-1) && spans.at(-1)?.until === undefined) return false;
      draft.posts.set(postKey(it.person, it.post, it.body), [...spans, { from: at }]);
      return true;
    }
    case 'end-post': {
      const spans = draft.posts.get(postKey(it.person, it.post, it.body)) ?? [];
      const last = spans.at(-1);
      if (!last || last.until !== undefined) return false;
      draft.posts.set(postKey(it.person, it.post, it.body), [...spans.slice(0, -1), { ...last, until: at }]);
      return true;
    }
    case 'name-officer':
      return !draft.officers.has(it.person) && draft.officers.add(it.person).has(it.person);
    case 'end-officer':
      return draft.officers.delete(it.person);
    case 'add-key': // a key that was ever listed never comes back: its revocation must stay visible
      if (draft.keys.has(it.kid) || thumbprint(it.key) !== it.kid || !maySpeakFor(draft, it.holder, it.key)) return false;
      draft.keys.set(it.kid, { holder: it.holder, key: it.key, isSample: it.sample === true, from: at });
      return true;
    case 'revoke-key': {
      const listed = draft.keys.get(it.kid);
      if (!listed || listed.until !== undefined) return false;
      draft.keys.set(it.kid, { ...listed, until: at, reason: it.reason });
      return true;
    }
  }
}

/** Only people have passkeys of other kinds than Ed25519; and a town has one log, whatever its keys. */
function maySpeakFor(draft: Draft, holder: KeyHolder, { alg }: PublicKey): boolean {
  if (holder.kind !== 'person' && alg !== 'EdDSA') return false;
  return holder.kind !== 'log' || [...draft.keys.values()].every((it) => it.holder.kind !== 'log' || it.holder.origin === holder.origin);
}

/** Whether a key can sign checkpoints: a log whose every key is revoked could not say so to anyone. */
export const hasLogKey = (draft: Draft): boolean => keysInForce(draft, ({ kind }) => kind === 'log').length > 0;

/** How many officers have a key with which they could sign the next link. */
export function officersWithKey(draft: Draft): number {
  const able = keysInForce(draft, (holder) => holder.kind === 'person' && draft.officers.has(holder.person));
  return new Set(able.map(([, { holder }]) => (holder.kind === 'person' ? holder.person : null))).size;
}
