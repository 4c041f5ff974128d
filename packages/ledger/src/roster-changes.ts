import type { Instant } from './encoding.ts';
import { type KeyId, type KeyValidity, thumbprint } from './keys.ts';
import type { RosterChange } from './roster.ts';
import { type ListedKey, postKey, type RosterState } from './roster-state.ts';

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
      if (draft.keys.has(it.kid) || thumbprint(it.key) !== it.kid) return false;
      draft.keys.set(it.kid, { holder: it.holder, key: it.key, isSample: it.sample === true, from: at });
      return true;
    case 'revoke-key': {
      const listed = draft.keys.get(it.kid);
      if (!listed || listed.until !== undefined) return false;
      draft.keys.set(it.kid, { ...listed, until: at });
      return true;
    }
  }
}

/** How many officers have a key with which they could sign the next link. */
export function officersWithKey(draft: Draft): number {
  const able = [...draft.keys.values()].flatMap(({ holder, until }) =>
    holder.kind === 'person' && until === undefined && draft.officers.has(holder.person) ? [holder.person] : [],
  );
  return new Set(able).size;
}
