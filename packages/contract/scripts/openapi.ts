import { type Bilingual, ERRORS, type ErrorCode, problem } from '../src/errors.ts';
import type { Caller, Route } from '../src/http/route.ts';
import { ROUTES } from '../src/http/routes.ts';
import type { TSchema } from '../src/schema.ts';
import { componentsOf, describe, type Json, referring } from './components.ts';

/** Who may call, as OpenAPI security requirements. */
const SECURITY: Readonly<Record<Caller, readonly Json[]>> = { public: [], session: [{ session: [] }], machine: [{ machine: [] }] };

/** The gateway for machines listens on a port of its own, with client certificates. */
const GATEWAY = [{ url: 'https://{gateway}', variables: { gateway: { default: 'localhost:8421' } } }];

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: '同一编号、同一内容只生效一次 / The same key and content is one act',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' },
};

const isForPeople = (route: Route): boolean => !route.path.startsWith('/machine/');
type Streamed = Extract<Route['response'], { readonly mediaType: string }>;

const isStream = (response: Route['response']): response is Streamed => 'mediaType' in response;
const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}');
const propertiesOf = (schema: TSchema | undefined): Readonly<Record<string, TSchema>> =>
  (schema as { properties?: Record<string, TSchema> } | undefined)?.properties ?? {};

/** The codes of a route's own table, and those that its shape alone can bring. */
function codesOf(route: Route): readonly ErrorCode[] {
  const takesInput = route.body !== undefined || route.params !== undefined || route.query !== undefined;
  const implied: ErrorCode[] = [
    ...(takesInput ? (['message/malformed'] as const) : []),
    ...(route.caller === 'session' ? (['session/none'] as const) : []),
    ...(isForPeople(route) && route.method !== 'GET' ? (['session/cross-site'] as const) : []),
    'server/unexpected',
  ];
  return [...new Set([...route.refuses, ...implied])];
}

function parametersOf(route: Route): Json[] {
  const parameter = (place: 'path' | 'query', schema: TSchema | undefined): Json[] => {
    const required = (schema as { required?: readonly string[] } | undefined)?.required ?? [];
    return Object.entries(propertiesOf(schema)).map(([name, value]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: referring(value),
    }));
  };
  const wildcard: Json[] = route.path.endsWith('*') ? [{ name: 'path', in: 'path', required: true, schema: { type: 'string' } }] : [];
  const once: Json[] = route.refuses.includes('request/repeated-differently') ? [IDEMPOTENCY_KEY] : [];
  return [...parameter('path', route.params), ...wildcard, ...parameter('query', route.query), ...once];
}

function requestBodyOf(route: Route): Json | undefined {
  if (route.body === undefined) {
    // A PUT without a schema carries raw bytes: a file under its digest.
    return route.method === 'PUT' ? { required: true, content: { 'application/octet-stream': {} } } : undefined;
  }
  if (!route.multipart) return { required: true, content: { 'application/json': { schema: referring(route.body) } } };
  const properties = {
    request: referring(route.body),
    file: {
      type: 'array',
      minItems: 1,
      ...(route.upload ? { maxItems: route.upload.files } : {}),
      items: { type: 'string', contentMediaType: 'application/octet-stream' },
    },
  };
  return {
    required: true,
    content: {
      'multipart/form-data': {
        schema: { type: 'object', required: ['request', 'file'], properties },
        encoding: { request: { contentType: 'application/json' } },
      },
    },
  };
}

function headersOf({ headers }: { readonly headers?: Readonly<Record<string, Bilingual>> }): Json {
  if (!headers) return {};
  const described = Object.entries(headers).map(([name, text]) => [name, { description: describe(text), schema: { type: 'string' } }]);
  return { headers: Object.fromEntries(described) };
}

function successOf(route: Route): Json {
  if (isStream(route.response))
    return { 200: { description: 'OK', ...headersOf(route.response), content: { [route.response.mediaType]: {} } } };
  return { 200: { description: 'OK', content: { 'application/json': { schema: referring(route.response) } } } };
}

function refusalsOf(route: Route): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codesOf(route)) byStatus.set(ERRORS[code].status, [...(byStatus.get(ERRORS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        content: {
          'application/json': {
            schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }] },
            examples: Object.fromEntries(
              codes.map((code) => [code.replace('/', '.'), { $ref: `#/components/examples/${code.replace('/', '.')}` }]),
            ),
          },
        },
      },
    ]),
  );
}

function operationOf(area: string, name: string, route: Route): Json {
  const parameters = parametersOf(route);
  const requestBody = requestBodyOf(route);
  return {
    operationId: `${area}.${name}`,
    tags: [area],
    summary: describe(route.summary),
    ...(isForPeople(route) ? {} : { servers: GATEWAY }),
    security: SECURITY[route.caller],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: { ...successOf(route), ...refusalsOf(route) },
  };
}

const example = (code: ErrorCode): Json => {
  const { what, todo }: { what: Bilingual; todo: Bilingual } = ERRORS[code];
  return { summary: describe(what), description: describe(todo), value: problem(code) };
};

/** OpenAPI 3.1 of every HTTP route. Sentences in `{braces}` are filled from the problem's `params`. */
export function openApi(version: string): Json {
  const paths: Record<string, Json> = {};
  const codes = new Set<ErrorCode>();
  for (const [area, routes] of Object.entries(ROUTES)) {
    for (const [name, route] of Object.entries(routes as Record<string, Route>)) {
      const path = templateOf(route.path);
      for (const code of codesOf(route)) codes.add(code);
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(area, name, route) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '印证 Yinzheng',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        '由 packages/contract 生成，请勿手改。凡拒绝都带稳定的代码和中英文说明。\n\nGenerated from packages/contract; do not edit. Every refusal carries a stable code and a sentence in both languages.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-yinzheng',
          description: '登录后的会话；没有 HTTPS 时名为 yinzheng / The session that signing in opens; without HTTPS its name is yinzheng',
        },
        machine: { type: 'mutualTLS', description: '印章机的客户端证书 / The machine’s client certificate' },
      },
      schemas: componentsOf(),
      examples: Object.fromEntries([...codes].sort().map((code) => [code.replace('/', '.'), example(code)])),
    },
  };
}
