import { generateRegistrationOptions, type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server';
import { fromB64Url, text, utf8 } from '@yinzheng/ledger';
import type { Passkeys } from '../../ports/passkeys.ts';
import { Refused } from '../../ports/refused.ts';
import { ALGORITHMS, publicKeyOf } from './cose-key.ts';

/** As long as the challenge lives. */
const TIMEOUT_MS = 5 * 60_000;

export interface RelyingParty {
  /** A domain; passkeys made for it work under it and its subdomains only. */
  readonly rpId: string;
  /** What the phone shows as the place that the key is for. */
  readonly rpName: string;
  /** Origins of our own pages, e.g. `https://seal.example.cn`. */
  readonly origins: readonly string[];
}

/** Registers passkeys of any make; who made the authenticator is not asked (attestation `none`). */
export function openPasskeys({ rpId, rpName, origins }: RelyingParty): Passkeys {
  return {
    async registrationOptions(person, known) {
      const options = await generateRegistrationOptions({
        rpID: rpId,
        rpName,
        userID: Uint8Array.from(utf8(person.id)),
        userName: person.account,
        userDisplayName: person.name,
        timeout: TIMEOUT_MS,
        excludeCredentials: known.map((id) => ({ id })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        supportedAlgorithmIDs: [...ALGORITHMS],
      });
      return { options, challenge: options.challenge };
    },

    async verifyRegistration(response, challenge) {
      const verified = await verifyRegistrationResponse({
        response: response as RegistrationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: [...origins],
        expectedRPID: rpId,
        requireUserVerification: true,
        supportedAlgorithmIDs: [...ALGORITHMS],
      }).catch((cause: unknown) => {
        // The library throws for whatever a stranger's response may get wrong.
        throw new Refused('passkey/not-verified', { detail: cause instanceof Error ? cause.message : 'response' });
      });
      if (!verified.verified) throw new Refused('passkey/not-verified', { detail: 'attestation' });
      const { id, publicKey } = verified.registrationInfo.credential;
      const key = publicKeyOf(publicKey);
      if (!key) throw new Refused('passkey/not-verified', { detail: 'key' });
      return { credentialId: id, publicKey: key };
    },

    challengeOf(response) {
      try {
        const { clientDataJSON } = (response as RegistrationResponseJSON).response;
        const { challenge } = JSON.parse(text(fromB64Url(clientDataJSON))) as { readonly challenge?: unknown };
        return typeof challenge === 'string' ? challenge : null;
      } catch {
        return null; // not the shape of a response at all
      }
    },
  };
}
