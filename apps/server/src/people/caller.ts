import type { Post } from '@yinzheng/ledger';
import type { HeldPost, Person } from '../ports/people-store.ts';
import { Refused } from '../ports/refused.ts';

/** Who is at the other end: a signed-in person with the posts held now. */
export type Caller = Person & { readonly posts: readonly HeldPost[] };

export const holds = (caller: Caller, post: Post, body?: string): boolean =>
  caller.posts.some((held) => held.post === post && (body === undefined || held.body.id === body));

/** Refuses post/not-held unless the caller holds the post (in that body). */
export function demandPost(caller: Caller, post: Post, body?: string): void {
  if (!holds(caller, post, body)) throw new Refused('post/not-held', { post });
}

/** Bodies in which the caller holds the post. */
export const bodiesWith = (caller: Caller, post: Post): readonly string[] =>
  caller.posts.filter((held) => held.post === post).map(({ body }) => body.id);
