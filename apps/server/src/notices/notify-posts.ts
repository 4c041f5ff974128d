import { holdsPost, type Post, toB64Url } from '@yinzheng/ledger';
import type { NoticeKind } from '../ports/notice-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { Stores } from '../ports/store.ts';

/** Puts a notice that is about no request into the list of everyone who holds one of the posts by the roster, in this transaction. */
export async function notifyPosts(
  ports: Pick<Ports, 'clock' | 'chance' | 'roster'>,
  stores: Stores,
  it: {
    readonly posts: readonly Post[];
    readonly kind: NoticeKind;
    readonly title: string;
    readonly text: { readonly zh: string; readonly en: string };
  },
): Promise<void> {
  const at = ports.clock.now();
  const roster = await ports.roster.current();
  const held = (await stores.people.allPosts()).filter(
    ({ person, post, body }) => it.posts.includes(post) && roster !== null && holdsPost(roster, person, post, body, at.toISOString()),
  );
  const people = [...new Set(held.map(({ person }) => person))];
  await stores.notices.add(
    people.map((person) => ({
      id: toB64Url(ports.chance.bytes(12)),
      person,
      kind: it.kind,
      request: null,
      title: it.title,
      text: it.text,
      at,
      isRead: false,
    })),
  );
}
