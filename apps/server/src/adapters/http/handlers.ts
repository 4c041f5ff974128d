import type { Readable } from 'node:stream';
import type { ROUTES, Route, Static } from '@yinzheng/contract';

type Routes = typeof ROUTES;

/** A file as it came in; its name is what the browser said, its kind is for the use case to find out from the bytes. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** An answer that is not JSON: of the route's media type unless it says another. */
export interface FileReply {
  readonly body: Uint8Array | string | Readable;
  readonly mediaType?: string;
  /** Offered to save under this name. */
  readonly saveAs?: string;
  /** `Cache-Control`; without it nobody may keep the answer. */
  readonly cacheControl?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Server-sent events: each value becomes one `data:` line of JSON. Let the iterable end when the call's `signal` aborts. */
export interface EventsReply {
  readonly events: AsyncIterable<unknown>;
}

type Parsed<R extends Route, Part extends 'params' | 'query' | 'body'> = R extends { readonly [P in Part]: infer S extends object }
  ? Static<S>
  : undefined;

/** One parsed call. What a route does not declare is undefined. */
export interface Call<R extends Route, Session> {
  readonly params: Parsed<R, 'params'>;
  readonly query: Parsed<R, 'query'>;
  readonly body: Parsed<R, 'body'>;
  /** The files of a multipart route, in the order sent. */
  readonly files: R extends { readonly multipart: true } ? readonly UploadedFile[] : undefined;
  /** The raw body of a PUT that declares no schema. */
  readonly bytes: R extends { readonly body: object } ? undefined : R['method'] extends 'PUT' ? Uint8Array : undefined;
  readonly session: R['caller'] extends 'session' ? Session : undefined;
  /** The machine whose certificate the connection has. */
  readonly machine: R['caller'] extends 'machine' ? string : undefined;
  readonly ip: string;
  /** `Idempotency-Key`: the same key and content is one act. */
  readonly idempotencyKey: string | undefined;
  /** Aborted when the client goes away or the server stops. */
  readonly signal: AbortSignal;
  /** Sets the session's cookie. */
  readonly beginSession: (token: string, maxAgeSeconds: number) => void;
  readonly endSession: () => void;
}

export type Reply<R extends Route> = R['response'] extends { readonly mediaType: infer M }
  ? M extends 'text/event-stream'
    ? EventsReply
    : FileReply
  : Static<R['response']>;

/** Carries out one route; refuses by throwing `Refused`. */
export type Handler<R extends Route, Session> = (call: Call<R, Session>) => Promise<Reply<R>>;

type OnGateway = { readonly path: `/machine/${string}` };
type OfLog = { readonly path: `/log/${string}` };

type HandlersWhere<Session, Condition, Outcome> = {
  readonly [Area in keyof Routes as keyof Pick<Routes[Area], Chosen<Area, Condition, Outcome>> extends never ? never : Area]: {
    readonly [Name in Chosen<Area, Condition, Outcome>]: Routes[Area][Name] extends Route ? Handler<Routes[Area][Name], Session> : never;
  };
};
type Chosen<Area extends keyof Routes, Condition, Outcome> = {
  [Name in keyof Routes[Area]]: (Routes[Area][Name] extends Condition ? true : false) extends Outcome ? Name : never;
}[keyof Routes[Area]];

/** Every route of the main server but the ledger's files, by area and name. */
export type Handlers<Session> = HandlersWhere<Session, OnGateway | OfLog, false>;

/** The routes that machines call. */
export type GatewayHandlers = HandlersWhere<never, OnGateway, true>;
