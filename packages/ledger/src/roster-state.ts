import type { Digest, Instant } from './encoding.ts';
import type { KeyId, KeyValidity, PublicKey } from './keys.ts';
import type { KeyHolder, Post, RevocationReason } from './roster.ts';

/** A key of the roster and when it counts. */
export interface ListedKey extends KeyValidity {
  readonly holder: KeyHolder;
  readonly key: PublicKey;
  readonly isSample: boolean;
  /** Why it ended; there when `until` is. */
  readonly reason?: RevocationReason;
}

/** What a chain of links says, up to its link `seq`. Never changed: `applyRoster` makes a new one. */
export interface RosterState {
  readonly town: string;
  readonly rpId: string;
  readonly seq: number;
  /** Digest of the last statement: the next one's `prev`. */
  readonly head: Digest;
  /** Digest of the first statement: all trust in the chain rests on it. */
  readonly founding: Digest;
  readonly at: Instant;
  readonly officers: ReadonlySet<string>;
  /** By `postKey`; a post that ended and was granted again has two spans. */
  readonly posts: ReadonlyMap<string, readonly KeyValidity[]>;
  readonly keys: ReadonlyMap<KeyId, ListedKey>;
}

export const postKey = (person: string, post: Post, body: string): string => `${person} ${post} ${body}`;

/** From `from` until just before `until`. Instants are compared as text: their one spelling sorts as time does. */
const counts = (span: KeyValidity, at: Instant): boolean => span.from <= at && (span.until === undefined || at < span.until);

/** The key as it counted at an instant, or null. */
export function keyAt(state: RosterState, kid: KeyId, at: Instant): ListedKey | null {
  const listed = state.keys.get(kid);
  return listed && counts(listed, at) ? listed : null;
}

/** The keys that the state's last link leaves in force for such a holder, those listed first first. */
export const keysInForce = (
  state: Pick<RosterState, 'keys'>,
  isHolder: (holder: KeyHolder) => boolean,
): readonly (readonly [KeyId, ListedKey])[] => [...state.keys].filter(([, { holder, until }]) => until === undefined && isHolder(holder));

/** Whether the person held the post in the body at an instant. */
export const holdsPost = (state: RosterState, person: string, post: Post, body: string, at: Instant): boolean =>
  (state.posts.get(postKey(person, post, body)) ?? []).some((span) => counts(span, at));

/** Whether the state's last link leaves the person in the post: who has lost it cannot date an act back to when he held it. */
export const isPostInForce = (state: RosterState, person: string, post: Post, body: string): boolean => {
  const last = state.posts.get(postKey(person, post, body))?.at(-1);
  return last !== undefined && last.until === undefined;
};

/** The posts that the person holds by the state's last link, in whatever body, and held at an instant already. */
export const postsInForce = (state: RosterState, person: string, at: Instant): readonly Post[] =>
  [...state.posts].flatMap(([key, spans]) => {
    const [holder, post] = key.split(' ');
    return holder === person && spans.some(({ from, until }) => from <= at && until === undefined) ? [post as Post] : [];
  });

/** Whether the person may sign the next link. */
export const isOfficer = (state: RosterState, person: string): boolean => state.officers.has(person);
