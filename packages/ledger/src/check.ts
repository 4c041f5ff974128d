/** Parameters that fill the sentence of a code. */
export type Params = Readonly<Record<string, string | number>>;

/** What a check says: the value it vouches for, or why not. Nothing in this package throws because of what someone else sent. */
export type Check<T> = { readonly ok: true; readonly value: T } | Refused;

export interface Refused {
  readonly ok: false;
  /** Stable, `area/what`; the sentences are in `reasons.ts`. */
  readonly code: string;
  readonly params?: Params;
}

export const pass = <T>(value: T): Check<T> => ({ ok: true, value });

export const fail = (code: string, params?: Params): Refused => ({ ok: false, code, ...(params ? { params } : {}) });
