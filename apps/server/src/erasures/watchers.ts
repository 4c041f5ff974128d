import { postsInForce, type RosterState } from '@yinzheng/ledger';
import { type Caller, holds } from '../people/mod.ts';
import type { PeopleStore } from '../ports/people-store.ts';
import { Refused } from '../ports/refused.ts';

const WATCHING = ['supervisor', 'auditor'] as const;

export const watches = (caller: Caller): boolean => WATCHING.some((post) => holds(caller, post));

/** Refuses post/not-held unless the caller is a supervisor or an auditor. */
export function demandWatcher(caller: Caller): void {
  if (!watches(caller)) throw new Refused('post/not-held', { post: WATCHING.join(' / ') });
}

/** Everybody who watches, by the roster. */
export async function watchersOf(people: Pick<PeopleStore, 'allPosts'>, roster: RosterState | null, now: Date): Promise<readonly string[]> {
  const named = (await people.allPosts()).filter(({ post }) => (WATCHING as readonly string[]).includes(post)).map(({ person }) => person);
  const at = now.toISOString();
  return [...new Set(named)].filter(
    (person) => roster && postsInForce(roster, person, at).some((post) => (WATCHING as readonly string[]).includes(post)),
  );
}
