import type { Notice, ROUTES, Static, TSchema } from '@yinzheng/contract';

type Tables = typeof ROUTES;
type RoutesOf<T> = T[keyof T];
/** Every route of the contract. Types only: no schema reaches the browser. */
type AnyRoute = { [Area in keyof Tables]: RoutesOf<Tables[Area]> }[keyof Tables];

type AnswerOf<R> = R extends { response: { mediaType: string } }
  ? never
  : R extends { response: infer S extends TSchema }
    ? Static<S>
    : never;
type PartOf<R, Name extends 'params' | 'query' | 'body'> = R extends { [key in Name]: infer S extends TSchema }
  ? { readonly [key in Name]: Static<S> }
  : unknown;
type InputOf<R> = PartOf<R, 'params'> & PartOf<R, 'query'> & PartOf<R, 'body'>;

/**
 * `GET /api/v1/town` → what the route takes and answers. Worked out once a route and looked up by name:
 * a conditional type over all routes at each call kept the compiler busy for minutes.
 */
export type Api = {
  readonly [R in AnyRoute as `${R['method']} ${R['path']}`]: {
    readonly answer: AnswerOf<R>;
    readonly body: R extends { body: infer S extends TSchema } ? Static<S> : undefined;
    /** Arguments of `call` after the route: an input only where the route has one. */
    readonly input: unknown extends InputOf<R> ? readonly [] : readonly [InputOf<R>];
  };
};

export type RouteName = keyof Api;

/** The GET routes that stream a file instead of JSON. */
export type FilePath = Extract<AnyRoute, { method: 'GET'; response: { mediaType: string } }>['path'];

export type Me = Api['GET /api/v1/session']['answer'];
export type Town = Api['GET /api/v1/town']['answer'];
export type Machine = Api['GET /api/v1/machines']['answer'][number];
export type ListedKey = Api['GET /api/v1/roster/keys']['answer'][number];
export type PendingChange = Api['GET /api/v1/roster/pending']['answer'][number];
export type SampleSignIn = Api['GET /api/v1/sample/sign-ins']['answer'][number];
export type StatementToSign = Api['POST /api/v1/requests/:request/decision-statements']['answer'];
export type { Notice };
