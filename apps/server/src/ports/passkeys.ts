import type { PublicKey } from '@yinzheng/ledger';

/** Registration of passkeys (WebAuthn Level 3). What they sign later is checked by the ledger's own code, without this. */
export interface Passkeys {
  /** PublicKeyCredentialCreationOptionsJSON, and the challenge in it, base64url. */
  registrationOptions(
    person: { readonly id: string; readonly account: string; readonly name: string },
    known: readonly string[],
  ): Promise<{ readonly options: unknown; readonly challenge: string }>;
  /** Throws `Refused` passkey/not-verified. `response` is a RegistrationResponseJSON from outside. */
  verifyRegistration(response: unknown, challenge: string): Promise<{ readonly credentialId: string; readonly publicKey: PublicKey }>;
  /** The challenge that a response answers, base64url; null when it is unreadable. */
  challengeOf(response: unknown): string | null;
}
