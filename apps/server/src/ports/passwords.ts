/** Passwords and one-time codes (RFC 6238, 30 s, 6 digits). */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
  /** Accepts the code of the step before and after too. */
  isCode(totpSecret: string, code: string, now: Date): boolean;
  code(totpSecret: string, now: Date): string;
}
