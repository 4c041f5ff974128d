import type { PasskeyAssertion } from '@yinzheng/ledger';
import { type Asked, askDevice } from './device.ts';
import { openSamplePasskey, storedSamplePasskey } from './sample-passkey.ts';

export interface Credential {
  readonly credentialId: string;
  readonly kid: string;
  readonly isSample: boolean;
}

/** Which ways of signing this browser has, of the credentials that may sign. */
export interface WaysToSign {
  readonly device: readonly Credential[];
  readonly sample: Credential | null;
}

export function waysToSign(person: string, credentials: readonly Credential[]): WaysToSign {
  const here = storedSamplePasskey(person)?.credentialId;
  return {
    device: credentials.filter((it) => !it.isSample),
    sample: credentials.find((it) => it.isSample && it.credentialId === here) ?? null,
  };
}

/** Signs by the person's device; the key is the one that the roster lists for the credential that answered. */
export async function signByDevice(challenge: string, rpId: string, credentials: readonly Credential[]): Promise<Asked<PasskeyAssertion>> {
  const asked = await askDevice({ challenge, rpId, credentialIds: credentials.map((it) => it.credentialId) });
  if (!asked.ok) return asked;
  const { credentialId, ...assertion } = asked.value;
  const kid = credentials.find((it) => it.credentialId === credentialId)?.kid;
  if (!kid) return { ok: false, refusal: { kind: 'failed', detail: credentialId } };
  return { ok: true, value: { kid, ...assertion } };
}

/** Signs by the sample passkey of this browser. */
export async function signBySample(person: string, challenge: string): Promise<Asked<PasskeyAssertion>> {
  try {
    const kept = storedSamplePasskey(person);
    if (!kept) return { ok: false, refusal: { kind: 'cancelled' } };
    const { fromB64Url } = await import('@yinzheng/ledger');
    const passkey = await openSamplePasskey(kept);
    return { ok: true, value: await passkey.assert(fromB64Url(challenge)) };
  } catch (cause) {
    return { ok: false, refusal: { kind: 'failed', detail: cause instanceof Error ? cause.message : String(cause) } };
  }
}
