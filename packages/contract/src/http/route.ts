import type { TSchema } from 'typebox';
import type { Bilingual, ErrorCode } from '../errors.ts';

/** Who may call: anyone, a signed-in person, or a machine by its own key. What a person may do beyond that is the use case's to say. */
export type Caller = 'public' | 'session' | 'machine';

/** One HTTP route: everything that crosses the process boundary, and the codes it may refuse with. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with `:name` parameters. */
  readonly path: string;
  readonly caller: Caller;
  readonly summary: Bilingual;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** `multipart/form-data`: `body` describes the field `request` (JSON); files follow as `file`. */
  readonly multipart?: true;
  /** Of a multipart route that takes fewer and smaller files than others do. */
  readonly upload?: { readonly files: number; readonly mebibytes: number };
  /** A schema for JSON, or the media type of what is streamed. */
  readonly response: TSchema | { readonly mediaType: string; readonly headers?: Readonly<Record<string, Bilingual>> };
  readonly refuses: readonly ErrorCode[];
}

/** Of a receipt's answer. */
export const RECEIPT_HEADERS = {
  'Yinzheng-Receipt': {
    zh: 'complete，或 awaiting-witnesses：见证方联署还不够，稍后再取',
    en: 'complete, or awaiting-witnesses: too few witnesses have cosigned yet, come again later',
  },
} as const;

export const route = <const R extends Route>(it: R): R => it;
