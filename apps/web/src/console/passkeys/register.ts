import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import type { Me, Town } from '../../api/types.ts';
import { type DeviceRefusal, makePasskey } from './device.ts';
import { keepSamplePasskey, makeSamplePasskey } from './sample-passkey.ts';

export type Registered =
  | { readonly ok: true; readonly me: Me }
  | { readonly ok: false; readonly problem: Refusal }
  | { readonly ok: false; readonly refusal: DeviceRefusal };

/** Registers this device's own passkey. Whether it may sign is the roster's to say, later. */
export async function registerDevice(label: string): Promise<Registered> {
  const options = await call('POST /api/v1/passkeys/options');
  if (!options.ok) return options;
  const made = await makePasskey(options.value as PublicKeyCredentialCreationOptionsJSON);
  if (!made.ok) return made;
  const answer = await call('POST /api/v1/passkeys', { body: { response: made.value, label, isSample: false } });
  return answer.ok ? { ok: true, me: answer.value } : answer;
}

/** Makes a software passkey, registers it as a sample, and keeps it in this browser once the server took it. */
export async function registerSample(town: Town, person: string, label: string): Promise<Registered> {
  const options = await call('POST /api/v1/passkeys/options');
  if (!options.ok) return options;
  const passkey = await makeSamplePasskey(town.rpId);
  const response = passkey.registrationResponse(options.value as { challenge: string });
  const answer = await call('POST /api/v1/passkeys', { body: { response, label, isSample: true } });
  if (!answer.ok) return answer;
  keepSamplePasskey(person, passkey);
  return { ok: true, me: answer.value };
}
