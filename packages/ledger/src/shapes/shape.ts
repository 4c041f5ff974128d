import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Check, fail, pass } from '../check.ts';

/** Says whether a parsed JSON value has a shape; refuses with `shape/wrong` {at, detail}, unknown fields included. */
export type ShapeOf<T> = (value: unknown) => Check<T>;

/** A check for a schema. The schema must describe the type that the readers of this package use; it is compiled at its first use. */
export function shapeOf<T>() {
  return <S extends TSchema>(schema: Static<S> extends T ? S : never): ShapeOf<T> => {
    let compiled: ReturnType<typeof Compile<S>> | undefined;
    return (value) => {
      compiled ??= Compile<S>(schema);
      if (compiled.Check(value)) return pass(value as T);
      const first = compiled.Errors(value)[0];
      return fail('shape/wrong', { at: first?.instancePath || '/', detail: first?.message ?? 'shape' });
    };
  };
}
