/** Passwords and one-time codes (RFC 6238, 30 s, 6 digits). */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
  /** The time step, 30 s each since 1970, whose code this is: that of `now`, the one before or the one after. Null when it is none of theirs. */
  stepOf(totpSecret: string, code: string, now: Date): number | null;
  code(totpSecret: string, now: Date): string;
}
