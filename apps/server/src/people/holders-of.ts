import { holdsPost, type Post, type RosterState } from '@yinzheng/ledger';
import type { PeopleStore, Person } from '../ports/people-store.ts';

/** Who holds a post in a body by the roster: one that is only imported, or has ended, is nobody's. */
export async function holdersOf(
  people: Pick<PeopleStore, 'holders'>,
  roster: RosterState | null,
  it: { readonly post: Post; readonly body: string; readonly now: Date },
): Promise<readonly Person[]> {
  const known = await people.holders(it.body, it.post);
  return known.filter(({ id }) => roster !== null && holdsPost(roster, id, it.post, it.body, it.now.toISOString()));
}
