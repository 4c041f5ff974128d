import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestsRoutes } from './fake-requests.ts';
import { signingRoutes } from './fake-signing.ts';
import { type Answer, fakeState, refuse, type Who } from './fake-state.ts';
import { townRoutes } from './fake-town.ts';
import { people } from './sample-town.ts';

/** A fake of the HTTP API: sample answers typed by the contract, enough state to walk the path, real keys where the browser checks. */
export async function fakeApi(origin: string) {
  const state = await fakeState(origin);
  const routes = [...townRoutes(state), ...signingRoutes(state), ...requestsRoutes(state)];

  /** Answers if the address is one of the API's; false leaves it to others. */
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? '/', origin);
    if (!/^\/(api|log)\//.test(url.pathname)) return false;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const who = /who=(\w+)/.exec(request.headers.cookie ?? '')?.[1] as Who | undefined;
    const send = ({ status = 200, type = 'application/json', body }: Answer) => {
      response.writeHead(status, { 'content-type': type });
      response.end(type === 'application/json' ? (body === null ? undefined : JSON.stringify(body)) : (body as string | Uint8Array));
      return true;
    };
    if (url.pathname === '/api/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n');
      return true;
    }
    const body = bodyOf(Buffer.concat(chunks), request.headers['content-type'] ?? '');
    if (url.pathname === '/api/v1/session/password') {
      const account = String(body.account);
      if (!(account in people) || body.password !== 'sample') return send(refuse('session/wrong-credentials'));
      response.setHeader('set-cookie', `who=${account}; Path=/; SameSite=Strict`);
      return send({ body: state.meOf(account as Who) });
    }
    if (url.pathname === '/api/v1/session' && request.method === 'DELETE') {
      response.setHeader('set-cookie', 'who=; Path=/; Max-Age=0');
      return send({ status: 204, body: null });
    }
    for (const [method, path, answer] of routes) {
      const match = path.exec(decodeURIComponent(url.pathname));
      if (!match || method !== request.method) continue;
      const isPublic = /town|sample|matters|public|roster$|passkey-options/.test(url.pathname);
      if (!isPublic && !who) return send(refuse('session/none'));
      return send(await answer({ who: who ?? 'clerk', match, query: url.searchParams, body }));
    }
    return send(refuse('route/unknown'));
  };
  return { handle, pageCode: state.pageCode };
}

/** JSON, or the field `request` of a form. */
function bodyOf(bytes: Buffer, type: string): Record<string, unknown> {
  const text = bytes.toString('utf8');
  const json = type.includes('multipart') ? (/name="request"\r\n\r\n(.*?)\r\n--/s.exec(text)?.[1] ?? '{}') : text || '{}';
  return JSON.parse(json) as Record<string, unknown>;
}
