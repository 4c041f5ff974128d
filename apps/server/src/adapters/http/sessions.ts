import type { Route } from '@yinzheng/contract';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../ports/refused.ts';
import type { Identity } from './bind-route.ts';
import { requireSameSite } from './security.ts';

/** Finds who is signed in by the secret token in the cookie; null when the session is over or never was. */
export interface Sessions<Session> {
  load(token: string): Promise<Session | null>;
}

/** The session's cookie: never readable by a page's script, never sent from another site's forms, over https only where there is https. */
export function sessionCookie(isHttps: boolean) {
  const name = isHttps ? '__Host-yinzheng' : 'yinzheng';
  const set = (reply: FastifyReply, value: string, maxAge: number) =>
    reply.header('set-cookie', stringifySetCookie({ name, value, httpOnly: true, sameSite: 'lax', secure: isHttps, path: '/', maxAge }));
  return {
    begin: set,
    end: (reply: FastifyReply) => set(reply, '', 0),
    read: (request: FastifyRequest): string | undefined => request.headers.cookie && parseCookie(request.headers.cookie)[name],
  };
}

/** Who calls: checked before the body is read, so that strangers cannot make us read much. */
export function identifyBySession<Session>(sessions: Sessions<Session>, cookie: ReturnType<typeof sessionCookie>, ownOrigin: string) {
  return async (request: FastifyRequest, route: Route): Promise<Identity> => {
    requireSameSite(request, ownOrigin);
    if (route.caller !== 'session') return {};
    const token = cookie.read(request);
    const session = token ? await sessions.load(token) : null;
    if (!session) throw new Refused('session/none');
    return { session };
  };
}
