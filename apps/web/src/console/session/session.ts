import { createContext, use } from 'react';
import type { Me, Town } from '../../api/types.ts';

type Post = Me['posts'][number]['post'];

export interface Session {
  readonly me: Me;
  readonly town: Town;
  /** After a passkey was registered or anything else about the person changed. */
  readonly setMe: (me: Me) => void;
  /** Asks the server again: a key may have come into the roster, a post may have ended. */
  readonly refresh: () => void;
  readonly signOut: () => Promise<void>;
}

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only below `SignedIn`. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('no session above');
  return session;
}

export const holds = (me: Me, ...posts: readonly Post[]): boolean => me.posts.some((it) => posts.includes(it.post));
