import {
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

/** Why a device gave nothing: the person did not confirm, or it could not. */
export type DeviceRefusal = { readonly kind: 'cancelled' } | { readonly kind: 'failed'; readonly detail: string };
export type Asked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: DeviceRefusal };

export interface DeviceAssertion {
  readonly credentialId: string;
  readonly authenticatorData: string;
  readonly clientDataJSON: string;
  readonly signature: string;
}

interface Wanted {
  /** What is to be signed, base64url. */
  readonly challenge: string;
  readonly rpId: string;
  /** Credential ids that may sign; absent: any that the device has for this site. */
  readonly credentialIds?: readonly string[];
}

const refusalOf = (cause: unknown): DeviceRefusal => {
  const name = cause instanceof Error ? cause.name : '';
  // Browsers say the same for "cancelled" and "timed out", on purpose.
  return name === 'NotAllowedError' || name === 'AbortError'
    ? { kind: 'cancelled' }
    : { kind: 'failed', detail: cause instanceof Error ? cause.message : String(cause) };
};

/** Has the person's own device sign a challenge; the person is verified by finger, face or PIN. */
export async function askDevice({ challenge, rpId, credentialIds }: Wanted): Promise<Asked<DeviceAssertion>> {
  try {
    const { id, response } = await startAuthentication({
      optionsJSON: {
        challenge,
        rpId,
        userVerification: 'required',
        ...(credentialIds ? { allowCredentials: credentialIds.map((it) => ({ id: it, type: 'public-key' as const })) } : {}),
      },
    });
    const { authenticatorData, clientDataJSON, signature } = response;
    return { ok: true, value: { credentialId: id, authenticatorData, clientDataJSON, signature } };
  } catch (cause) {
    return { ok: false, refusal: refusalOf(cause) };
  }
}

/** Has the device make a new passkey for this site. */
export async function makePasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<Asked<RegistrationResponseJSON>> {
  try {
    return { ok: true, value: await startRegistration({ optionsJSON: options }) };
  } catch (cause) {
    return { ok: false, refusal: refusalOf(cause) };
  }
}
