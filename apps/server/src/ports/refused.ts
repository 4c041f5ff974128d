import type { ErrorCode } from '@yinzheng/contract';

export type RefusalParams = Readonly<Record<string, string | number>>;

/** A refusal on its way out of an effectful use case: a code of `ERRORS`, its parameters, and where it went wrong. Never a defect. */
export class Refused extends Error {
  readonly code: ErrorCode;
  readonly params: RefusalParams;
  readonly at: string | undefined;

  constructor(code: ErrorCode, params: RefusalParams = {}, at?: string) {
    super(code);
    this.name = 'Refused';
    this.code = code;
    this.params = params;
    this.at = at;
  }
}
