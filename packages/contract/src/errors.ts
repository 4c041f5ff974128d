import { DECISIONS_ERRORS } from './errors/decisions.ts';
import { ERASURES_ERRORS } from './errors/erasures.ts';
import { IMPORTS_ERRORS } from './errors/imports.ts';
import { MACHINES_ERRORS } from './errors/machines.ts';
import { PEOPLE_ERRORS } from './errors/people.ts';
import { REQUESTS_ERRORS } from './errors/requests.ts';
import type { Bilingual, ErrorRow } from './errors/row.ts';
import { SERVER_ERRORS } from './errors/server.ts';
import { SHEET_CHECKS_ERRORS } from './errors/sheet-checks.ts';
import { UPLOADS_ERRORS } from './errors/uploads.ts';

export type { Bilingual } from './errors/row.ts';

/** Every code that leaves a process, in one table. Codes are stable: never rename one, never reuse one. */
export const ERRORS = {
  ...SERVER_ERRORS,
  ...PEOPLE_ERRORS,
  ...UPLOADS_ERRORS,
  ...REQUESTS_ERRORS,
  ...DECISIONS_ERRORS,
  ...MACHINES_ERRORS,
  ...IMPORTS_ERRORS,
  ...ERASURES_ERRORS,
  ...SHEET_CHECKS_ERRORS,
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/** What goes over the wire when something is refused. */
export interface Problem {
  readonly code: ErrorCode;
  /** Where: a JSON pointer, a field, a file, a row. */
  readonly at?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly message: Bilingual;
  readonly todo: Bilingual;
}

type Params = Readonly<Record<string, string | number>>;

const fill = (text: string, params: Params): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole));

/** The problem for a code, its sentences filled in. A parameter that is missing leaves its `{name}` visible. */
export function problem(code: ErrorCode, params: Params = {}, at?: string): Problem {
  const { what, todo } = ERRORS[code];
  const filled = (text: Bilingual): Bilingual => ({ zh: fill(text.zh, params), en: fill(text.en, params) });
  return {
    code,
    ...(at === undefined ? {} : { at }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
    message: filled(what),
    todo: filled(todo),
  };
}
