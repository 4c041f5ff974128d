import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Problem, problem } from './errors.ts';

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Makes a parser for a schema. Unknown properties, wrong types and broken JSON come back as a problem, never as an exception. */
export function parserOf<S extends TSchema>(schema: S): (value: unknown) => Parsed<Static<S>> {
  const compiled = Compile(schema);
  return (value) => {
    if (compiled.Check(value)) return { ok: true, value: value as Static<S> };
    const first = compiled.Errors(value)[0];
    const at = first?.instancePath || '/';
    return { ok: false, problem: problem('message/malformed', { at, detail: first?.message ?? '' }, at) };
  };
}

/** Parses UTF-8 JSON bytes or text, then checks the schema. */
export function jsonParserOf<S extends TSchema>(schema: S): (json: string | Uint8Array) => Parsed<Static<S>> {
  const parse = parserOf(schema);
  return (json) => {
    try {
      return parse(JSON.parse(typeof json === 'string' ? json : new TextDecoder('utf-8', { fatal: true }).decode(json)));
    } catch (cause) {
      return {
        ok: false,
        problem: problem('message/malformed', { at: '/', detail: cause instanceof Error ? cause.message : 'JSON' }, '/'),
      };
    }
  };
}
