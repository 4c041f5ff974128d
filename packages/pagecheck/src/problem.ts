/** Why an upload was refused: a code of the contract's error table with its parameters. A value, never an exception. */
export interface UploadProblem {
  readonly code: `upload/${'empty' | 'unknown-kind' | 'no-converter' | 'damaged' | 'encrypted' | 'too-large' | 'too-many-pages' | 'too-many-pixels' | 'too-few-pixels' | 'page-size' | 'took-too-long' | 'none'}`;
  readonly params: Readonly<Record<string, string | number>>;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: UploadProblem };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refuse = (code: UploadProblem['code'], params: UploadProblem['params'] = {}): Outcome<never> => ({
  ok: false,
  problem: { code, params },
});
