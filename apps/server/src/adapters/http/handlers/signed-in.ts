import { type Caller, callerOf } from '../../../people/mod.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { Handlers } from '../handlers.ts';
import type { Sessions } from '../sessions.ts';

/** Who is signed in, and the token that says so. */
export interface SignedIn {
  readonly caller: Caller;
  readonly token: string;
}

export type AreaHandlers<Area extends keyof Handlers<SignedIn>> = Handlers<SignedIn>[Area];

/** Finds the person behind a cookie's token. */
export const openSessions = (ports: Pick<Ports, 'store' | 'clock' | 'roster'>): Sessions<SignedIn> => ({
  async load(token) {
    const caller = await callerOf(ports, token);
    return caller && { caller, token };
  },
});
