import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ErrorCode, ERRORS, problem, type RequestDetail } from '@yinzheng/contract';
import { commit, type DecisionStatement, decisionDigest, fromB64Url, thumbprint, toB64Url, verifyPasskeyAssertion } from '@yinzheng/ledger';
import type { Me } from '../src/api/types.ts';
import { pagePicture } from './pictures.ts';
import * as sample from './sample.ts';
import { makeTown } from './town.ts';

type Who = keyof typeof sample.people;
type Answer = { readonly status?: number; readonly type?: string; readonly body: unknown };
interface Asked {
  readonly who: Who;
  readonly match: RegExpExecArray;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
}

const refuse = (code: ErrorCode, params = {}): Answer => ({ status: ERRORS[code].status, body: problem(code, params) });

/** A fake of the HTTP API: sample answers typed by the contract, enough state to walk the path, real keys where the browser checks. */
export async function fakeApi(origin: string) {
  const { town, links, pageCode, pending } = await makeTown(origin);
  const requests = new Map(sample.sampleRequests().map((it) => [it.id, it]));
  const passkeys = new Map<Who, Me['passkeys']>();
  const keys = new Map<string, { alg: 'ES256'; kty: 'EC'; crv: 'P-256'; x: string; y: string }>();
  let notices = sample.sampleNotices();

  const meOf = (who: Who): Me => ({ ...sample.sampleMe(who), passkeys: passkeys.get(who) ?? [] });
  const seenBy = (who: Who, it: RequestDetail): RequestDetail => ({
    ...it,
    mayFile: who === 'clerk' && it.state === 'draft',
    mayDecide: who === 'approver' && it.state === 'filed',
    mayWithdraw: who === 'clerk' && (it.state === 'filed' || it.state === 'draft'),
    ...(who === 'administrator' ? { pages: [], sources: [] } : {}),
  });
  const put = (it: RequestDetail, over: Partial<RequestDetail>): RequestDetail => {
    const next = { ...it, ...over };
    requests.set(it.id, next);
    return next;
  };
  const withRequest = (asked: Asked, use: (it: RequestDetail) => Answer): Answer => {
    const it = requests.get(asked.match[1] ?? '');
    return it ? use(it) : refuse('request/unknown');
  };

  const statementFor = (who: Who, it: RequestDetail, verdict: DecisionStatement['verdict'], reason: string) => {
    const seal = (value: unknown) => {
      const salt = toB64Url(randomBytes(32));
      return { commitment: commit(salt, value), salt, value };
    };
    const content = seal({ title: it.title, applicant: it.applicant, purpose: it.purpose });
    const why = seal(reason);
    const statement: DecisionStatement = {
      v: 1,
      kind: 'decision',
      town: town.code,
      request: it.id,
      body: it.body.id,
      seal: it.seal.id,
      matter: { code: it.matter.code, version: it.matter.version },
      clerk: it.clerk.id,
      custodian: it.custodian.id,
      pages: it.pages.map((page) => page.digest),
      copies: it.copies,
      impressions: it.pages.map((page) => page.impressions),
      content: content.commitment,
      steps: it.matter.route.length,
      step: 0,
      approver: sample.people[who].id,
      verdict,
      reason: why.commitment,
      at: new Date().toISOString(),
    };
    const allowCredentials = meOf(who).passkeys.map(({ credentialId, kid, isSample }) => ({ id: credentialId, kid, isSample }));
    return { statement, challenge: toB64Url(decisionDigest(statement)), rpId: town.rpId, openings: [content, why], allowCredentials };
  };

  const routes: readonly (readonly [method: string, path: RegExp, (asked: Asked) => Answer | Promise<Answer>])[] = [
    ['GET', /^\/api\/v1\/town$/, () => ({ body: town })],
    ['GET', /^\/api\/v1\/sample\/sign-ins$/, () => ({ body: sample.sampleSignIns })],
    ['GET', /^\/api\/v1\/matters$/, () => ({ body: sample.sampleMatters })],
    ['GET', /^\/api\/v1\/roster$/, () => ({ body: { links } })],
    ['GET', /^\/api\/v1\/public\/records\/([^/]+)\/receipt$/, () => refuse('receipt/not-yet')],
    [
      'GET',
      /^\/api\/v1\/public\/records\/([^/]+)$/,
      ({ match }) => {
        const code = match[1] ?? '';
        if (/unknown/i.test(code)) return refuse('request/unknown');
        if (/wrong/i.test(code)) return { body: sample.sampleRecord('completed', 'x'.repeat(120), { page: { page: 3, digest: 'c'.repeat(64), matches: false } }) };
        const state = /filed/i.test(code) ? 'filed' : /withdrawn/i.test(code) ? 'withdrawn' : 'completed';
        return { body: sample.sampleRecord(state, code) };
      },
    ],
    ['GET', /^\/api\/v1\/session$/, ({ who }) => ({ body: meOf(who) })],
    ['GET', /^\/api\/v1\/seals$/, () => ({ body: sample.sampleSeals })],
    ['GET', /^\/api\/v1\/machines$/, () => ({ body: sample.sampleMachines })],
    ['POST', /^\/api\/v1\/machines\/([^/]+)\/ticket$/, () => ({ body: sample.sampleTicket })],
    ['GET', /^\/api\/v1\/notices$/, () => ({ body: notices })],
    [
      'POST',
      /^\/api\/v1\/notices\/([^/]+)\/reading$/,
      ({ match }) => {
        notices = notices.map((it) => (it.id === match[1] ? { ...it, isRead: true } : it));
        return { status: 204, body: null };
      },
    ],
    ['GET', /^\/api\/v1\/roster\/pending$/, () => ({ body: [pending] })],
    ['POST', /^\/api\/v1\/roster\/pending\/([^/]+)\/signatures$/, () => ({ body: { isEffective: true } })],
    ['POST', /^\/api\/v1\/imports$/, () => refuse('import/bad-row', { row: 17, column: 'credit_code', detail: '校验位不对' })],
    [
      'GET',
      /^\/api\/v1\/requests$/,
      ({ who, query }) => {
        const box = query.get('box');
        const inBox = (it: RequestDetail) =>
          box === 'to-decide' ? it.state === 'filed' : box === 'to-stamp' ? it.state === 'authorised' : box === 'mine' ? it.clerk.id === sample.people[who].id : true;
        return { body: [...requests.values()].filter(inBox).map(sample.summaryOf) };
      },
    ],
    [
      'POST',
      /^\/api\/v1\/requests$/,
      ({ who, body }) => {
        const it = sample.sampleRequest({ ...(body as Partial<RequestDetail>), id: `5new${requests.size}0000000`, state: 'draft', matter: sample.sampleRequest().matter, seal: sample.sampleRequest().seal });
        requests.set(it.id, it);
        return { body: seenBy(who, it) };
      },
    ],
    ['GET', /^\/api\/v1\/requests\/([^/]+)$/, (asked) => withRequest(asked, (it) => ({ body: seenBy(asked.who, it) }))],
    [
      'GET',
      /^\/api\/v1\/requests\/([^/]+)\/pages\/(\d+)$/,
      ({ match }) => ({ type: 'application/pdf', body: sample.pagePdf(match[1] ?? '', Number(match[2])) }),
    ],
    ['GET', /^\/api\/v1\/requests\/([^/]+)\/pages\/(\d+)\/preview$/, ({ match }) => ({ type: 'image/svg+xml', body: pagePicture(Number(match[2]), 3) })],
    ['GET', /^\/api\/v1\/requests\/([^/]+)\/photos\//, () => ({ type: 'image/svg+xml', body: pagePicture(3, 3, true) })],
    [
      'PUT',
      /^\/api\/v1\/requests\/([^/]+)\/impressions$/,
      (asked) =>
        withRequest(asked, (it) => {
          const impressions = asked.body['impressions'] as readonly number[];
          return { body: seenBy(asked.who, put(it, { pages: it.pages.map((page, i) => ({ ...page, impressions: impressions[i] ?? 0 })) })) };
        }),
    ],
    ['POST', /^\/api\/v1\/requests\/([^/]+)\/filing$/, (asked) => withRequest(asked, (it) => ({ body: seenBy(asked.who, put(it, { state: 'filed' })) }))],
    ['POST', /^\/api\/v1\/requests\/([^/]+)\/withdrawal$/, (asked) => withRequest(asked, (it) => ({ body: seenBy(asked.who, put(it, { state: 'withdrawn' })) }))],
    [
      'POST',
      /^\/api\/v1\/requests\/([^/]+)\/decision-statements$/,
      (asked) =>
        withRequest(asked, (it) => ({ body: statementFor(asked.who, it, asked.body['verdict'] as 'approve', String(asked.body['reason'] ?? '')) })),
    ],
    [
      'POST',
      /^\/api\/v1\/requests\/([^/]+)\/decisions$/,
      async (asked) => {
        const it = requests.get(asked.match[1] ?? '');
        const { statement, assertion } = asked.body as unknown as { statement: DecisionStatement; assertion: Parameters<typeof verifyPasskeyAssertion>[0]['assertion'] };
        const key = keys.get(assertion.kid);
        if (!it || !key) return refuse('passkey/not-in-roster');
        const proof = await verifyPasskeyAssertion({ assertion, key, rpId: town.rpId, challenge: decisionDigest(statement) });
        if (!proof.ok) return refuse('passkey/not-verified', { detail: String(proof.params?.['detail'] ?? '') });
        const state = statement.verdict === 'approve' ? 'authorised' : statement.verdict === 'reject' ? 'rejected' : 'returned';
        const decision = { step: 0, approver: sample.people[asked.who], verdict: statement.verdict, reason: '', at: statement.at };
        const use = state === 'authorised' ? { use: sample.sampleUse(0, true) } : {};
        return { body: seenBy(asked.who, put(it, { state, decisions: [decision], ...use })) };
      },
    ],
    ['POST', /^\/api\/v1\/session\/passkey-options$/, () => ({ body: { challenge: toB64Url(randomBytes(32)), rpId: town.rpId, timeout: 60_000, userVerification: 'required' } })],
    [
      'POST',
      /^\/api\/v1\/passkeys\/options$/,
      ({ who }) => ({
        body: {
          rp: { id: town.rpId, name: town.name },
          user: { id: toB64Url(Buffer.from(sample.people[who].id)), name: who, displayName: sample.people[who].name },
          challenge: toB64Url(randomBytes(32)),
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          attestation: 'none',
        },
      }),
    ],
    [
      'POST',
      /^\/api\/v1\/passkeys$/,
      ({ who, body }) => {
        const { response, label, isSample } = body as { response: { id: string; response: { authenticatorData: string } }; label: string; isSample: boolean };
        const data = fromB64Url(response.response.authenticatorData);
        // 37 bytes, AAGUID 16, length 2, id, then a COSE key whose x and y follow fixed heads.
        const cose = 55 + ((data[53] ?? 0) << 8) + (data[54] ?? 0);
        const key = { alg: 'ES256', kty: 'EC', crv: 'P-256', x: toB64Url(data.subarray(cose + 10, cose + 42)), y: toB64Url(data.subarray(cose + 45, cose + 77)) } as const;
        const kid = thumbprint(key);
        keys.set(kid, key);
        passkeys.set(who, [...(passkeys.get(who) ?? []), { kid, credentialId: response.id, label, inRoster: true, isSample, createdAt: new Date().toISOString() }]);
        return { body: meOf(who) };
      },
    ],
    ['POST', /^\/api\/v1\/push-subscriptions$/, () => ({ status: 204, body: null })],
  ];

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
      const account = String(body['account']);
      if (!(account in sample.people) || body['password'] !== 'sample') return send(refuse('session/wrong-credentials'));
      response.setHeader('set-cookie', `who=${account}; Path=/; SameSite=Strict`);
      return send({ body: meOf(account as Who) });
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
  return { handle, pageCode };
}

/** JSON, or the field `request` of a form. */
function bodyOf(bytes: Buffer, type: string): Record<string, unknown> {
  const text = bytes.toString('utf8');
  const json = type.includes('multipart') ? (/name="request"\r\n\r\n(.*?)\r\n--/s.exec(text)?.[1] ?? '{}') : text || '{}';
  return JSON.parse(json) as Record<string, unknown>;
}
