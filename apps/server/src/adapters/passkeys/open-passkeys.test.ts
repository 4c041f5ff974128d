import { toB64Url, verifyPasskeyAssertion } from '@yinzheng/ledger';
import { createSoftwarePasskey } from '@yinzheng/ledger/software-authenticator';
import { expect, it } from 'vitest';
import { openPasskeys } from './open-passkeys.ts';

const RP_ID = 'yuhai.example';
const ORIGIN = 'https://seals.yuhai.example';
const passkeys = openPasskeys({ rpId: RP_ID, rpName: '玉海街道', origins: [ORIGIN] });
const PERSON = { id: 'p1', account: 'yuhai-clerk', name: '示例·经办人甲' };
const start = () => passkeys.registrationOptions(PERSON, ['AAAA']) as Promise<{ options: Options; challenge: string }>;

interface Options {
  readonly challenge: string;
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string; readonly displayName: string };
  readonly pubKeyCredParams: readonly { readonly alg: number }[];
  readonly authenticatorSelection: unknown;
  readonly excludeCredentials: readonly { readonly id: string }[];
  readonly attestation: string;
}

it('asks the device for a verified user and a key of an algorithm that verifiers know', async () => {
  const { options, challenge } = await start();
  expect(options.challenge).toBe(challenge);
  expect(options.rp.id).toBe(RP_ID);
  expect(options.user).toMatchObject({ id: toB64Url(new TextEncoder().encode('p1')), displayName: PERSON.name });
  expect(options.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-7, -8, -257]);
  expect(options.authenticatorSelection).toMatchObject({ residentKey: 'preferred', userVerification: 'required' });
  expect(options.excludeCredentials.map(({ id }) => id)).toEqual(['AAAA']);
  expect(options.attestation).toBe('none');
});

it('a device registers a key whose signatures the ledger then accepts', async () => {
  const { options, challenge } = await start();
  const device = await createSoftwarePasskey(RP_ID, ORIGIN);
  const response = device.registrationResponse(options);
  expect(passkeys.challengeOf(response)).toBe(challenge);
  const { credentialId, publicKey } = await passkeys.verifyRegistration(response, challenge);
  expect(credentialId).toBe(device.credentialId);
  expect(publicKey).toEqual(device.key);
  const shown = new Uint8Array(32).fill(7);
  const verified = await verifyPasskeyAssertion({ assertion: await device.assert(shown), key: publicKey, rpId: RP_ID, challenge: shown });
  expect(verified.ok).toBe(true);
});

it('refuses an answer to another challenge, from another site, or for another town', async () => {
  const { options, challenge } = await start();
  const answers = async (rpId: string, origin: string, it: { challenge: string }) =>
    passkeys.verifyRegistration((await createSoftwarePasskey(rpId, origin)).registrationResponse(it), challenge);
  const refused = { code: 'passkey/not-verified' };
  await expect(answers(RP_ID, ORIGIN, await start())).rejects.toMatchObject(refused);
  await expect(answers(RP_ID, 'https://yuhai.example.evil', options)).rejects.toMatchObject(refused);
  await expect(answers('other.example', ORIGIN, options)).rejects.toMatchObject(refused);
});

it.each([null, 7, {}, { response: { clientDataJSON: '%' } }, { id: 'x', rawId: 'x', type: 'public-key', response: {} }])(
  'a response that is none (%j) is refused, not fatal',
  async (response) => {
    expect(passkeys.challengeOf(response)).toBeNull();
    await expect(passkeys.verifyRegistration(response, 'AAAA')).rejects.toMatchObject({ code: 'passkey/not-verified' });
  },
);
