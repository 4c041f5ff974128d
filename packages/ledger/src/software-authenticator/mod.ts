import { sha256 } from '../canonical.ts';
import { type Base64Url, concat, fromB64Url, toB64Url, utf8 } from '../encoding.ts';
import { type KeyId, type PasskeyAssertion, type PublicKey, thumbprint } from '../keys.ts';
import { source } from '../signatures.ts';
import { type Cbor, cbor } from './cbor.ts';
import { derFromRaw } from './der.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGN = { name: 'ECDSA', hash: 'SHA-256' } as const;
const PRESENT_AND_VERIFIED = 0x05;
const WITH_CREDENTIAL = 0x40;

/** Everything of a software passkey, its private key included: as secret as a password. */
export interface SoftwarePasskeyExport {
  readonly v: 1;
  readonly rpId: string;
  readonly origin: string;
  readonly credentialId: Base64Url;
  readonly privateKey: JsonWebKey;
}

/** The part of PublicKeyCredentialCreationOptionsJSON and PublicKeyCredentialRequestOptionsJSON that an authenticator reads. */
export interface Challenge {
  readonly challenge: Base64Url;
}

/**
 * A WebAuthn ES256 authenticator in software, for samples, `try`, benchmarks and tests. It signs as a device does and
 * anyone can copy it: its key belongs in a roster only with `sample: true`. Like a synced passkey it counts no signatures.
 */
export interface SoftwarePasskey {
  readonly key: PublicKey;
  readonly kid: KeyId;
  readonly credentialId: Base64Url;
  /** RegistrationResponseJSON with attestation `none`, for any WebAuthn server. */
  registrationResponse(options: Challenge): ReturnType<typeof registration>;
  /** AuthenticationResponseJSON, for signing in. */
  authenticationResponse(options: Challenge): Promise<AuthenticationResponse>;
  /** What decisions and roster links keep. */
  assert(challenge: Uint8Array): Promise<PasskeyAssertion>;
  export(): SoftwarePasskeyExport;
}

export interface AuthenticationResponse {
  readonly id: Base64Url;
  readonly rawId: Base64Url;
  readonly type: 'public-key';
  readonly response: { readonly authenticatorData: Base64Url; readonly clientDataJSON: Base64Url; readonly signature: Base64Url };
  readonly clientExtensionResults: Record<string, never>;
  readonly authenticatorAttachment: 'platform';
}

/** A new passkey for a relying party (`localhost`, `yuhai.example`) and the origin of its pages. */
export async function createSoftwarePasskey(rpId: string, origin: string): Promise<SoftwarePasskey> {
  const pair = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const privateKey = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return importSoftwarePasskey({ v: 1, rpId, origin, credentialId: toB64Url(crypto.getRandomValues(new Uint8Array(32))), privateKey });
}

/** The passkey of an export. Throws when its key is none. */
export async function importSoftwarePasskey(exported: SoftwarePasskeyExport): Promise<SoftwarePasskey> {
  const { rpId, origin, credentialId, privateKey } = exported;
  const secret = await crypto.subtle.importKey('jwk', privateKey, P256, false, ['sign']);
  const key: PublicKey = { alg: 'ES256', kty: 'EC', crv: 'P-256', x: privateKey.x ?? '', y: privateKey.y ?? '' };
  const kid = thumbprint(key);
  const clientData = (type: 'webauthn.create' | 'webauthn.get', challenge: Base64Url) =>
    utf8(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authenticatorData = concat(sha256(utf8(rpId)), Uint8Array.of(PRESENT_AND_VERIFIED, 0, 0, 0, 0));

  const assert = async (challenge: Uint8Array): Promise<PasskeyAssertion> => {
    const client = clientData('webauthn.get', toB64Url(challenge));
    const signed = await crypto.subtle.sign(SIGN, secret, source(concat(authenticatorData, sha256(client))));
    return {
      kid,
      authenticatorData: toB64Url(authenticatorData),
      clientDataJSON: toB64Url(client),
      signature: toB64Url(derFromRaw(new Uint8Array(signed))),
    };
  };

  return {
    key,
    kid,
    credentialId,
    assert,
    registrationResponse: ({ challenge }) => registration({ rpId, credentialId, key, client: clientData('webauthn.create', challenge) }),
    authenticationResponse: async ({ challenge }) => {
      const { kid: _, ...response } = await assert(fromB64Url(challenge));
      return { ...credential(credentialId), response };
    },
    export: () => exported,
  };
}

const credential = (id: Base64Url) => ({
  id,
  rawId: id,
  type: 'public-key' as const,
  clientExtensionResults: {},
  authenticatorAttachment: 'platform' as const,
});

function registration(it: { rpId: string; credentialId: Base64Url; key: Extract<PublicKey, { alg: 'ES256' }>; client: Uint8Array }) {
  const id = fromB64Url(it.credentialId);
  /** COSE_Key (RFC 9053): kty EC2, alg ES256, crv P-256. */
  const cose = cbor(new Map<number, Cbor>([[1, 2], [3, -7], [-1, 1], [-2, fromB64Url(it.key.x)], [-3, fromB64Url(it.key.y)]])); // biome-ignore format: a table
  const authenticatorData = concat(
    sha256(utf8(it.rpId)),
    Uint8Array.of(PRESENT_AND_VERIFIED | WITH_CREDENTIAL, 0, 0, 0, 0),
    new Uint8Array(16),
    Uint8Array.of(0, id.length),
    id,
    cose,
  );
  const attestation = cbor(new Map<string, Cbor>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authenticatorData]])); // biome-ignore format: a table
  return {
    ...credential(it.credentialId),
    response: {
      clientDataJSON: toB64Url(it.client),
      attestationObject: toB64Url(attestation),
      authenticatorData: toB64Url(authenticatorData),
      transports: ['internal' as const],
      publicKeyAlgorithm: -7,
    },
  };
}
