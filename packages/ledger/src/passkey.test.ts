import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORIGIN, RP_ID, town } from '../../../test/arbitraries/town.ts';
import { sha256 } from './canonical.ts';
import { fromB64Url, text, toB64Url, utf8 } from './encoding.ts';
import type { PasskeyAssertion } from './keys.ts';
import { rawFromDer, verifyPasskeyAssertion } from './passkey.ts';
import { derFromRaw } from './software-authenticator/der.ts';
import { createSoftwarePasskey, importSoftwarePasskey } from './software-authenticator/mod.ts';

const challenge = sha256(utf8('what was shown'));
const passkeyOf = async () => (await town()).passkeys['approver-1'];
const check = async (assertion: PasskeyAssertion, over: Partial<Parameters<typeof verifyPasskeyAssertion>[0]> = {}) =>
  verifyPasskeyAssertion({ assertion, key: (await passkeyOf()).key, rpId: RP_ID, challenge, ...over });

describe('a passkey’s assertion', () => {
  it('holds for its challenge, key and relying party, and for no other', async () => {
    const assertion = await (await passkeyOf()).assert(challenge);
    expect(await check(assertion)).toEqual({ ok: true, value: { isUserVerified: true, signCount: 0 } });
    const because = (detail: string) => ({ ok: false, code: 'passkey/not-verified', params: { detail } });
    expect(await check(assertion, { challenge: sha256(utf8('another')) })).toEqual(because('challenge'));
    expect(await check(assertion, { rpId: 'other.example' })).toEqual(because('origin'));
    expect(await check(assertion, { rpId: 'seals.yuhai.example' })).toEqual(because('relying-party'));
    expect(await check(assertion, { key: (await town()).passkeys['approver-2'].key })).toEqual(because('key'));
    const elsewhere = await createSoftwarePasskey(RP_ID, 'https://evil.example');
    expect(await check(await elsewhere.assert(challenge), { key: elsewhere.key })).toEqual(because('origin'));
    const suffix = await createSoftwarePasskey(RP_ID, 'https://evilyuhai.example');
    expect(await check(await suffix.assert(challenge), { key: suffix.key })).toEqual(because('origin'));
  });

  it('must say that a person was there and was verified, and that it is an assertion', async () => {
    const assertion = await (await passkeyOf()).assert(challenge);
    const data = fromB64Url(assertion.authenticatorData);
    for (const [flags, detail] of [
      [0x04, 'user-not-present'],
      [0x01, 'user-not-verified'],
    ] as const) {
      const authenticatorData = toB64Url(data.with(32, flags));
      expect(await check({ ...assertion, authenticatorData })).toMatchObject({ params: { detail } });
    }
    const client = JSON.parse(text(fromB64Url(assertion.clientDataJSON))) as Record<string, unknown>;
    const saying = (part: Record<string, unknown>) => ({
      ...assertion,
      clientDataJSON: toB64Url(utf8(JSON.stringify({ ...client, ...part }))),
    });
    expect(await check(saying({ type: 'webauthn.create' }))).toMatchObject({ params: { detail: 'type' } });
    expect(await check(saying({ crossOrigin: true }))).toMatchObject({ params: { detail: 'cross-origin' } });
    expect(await check(saying({ origin: 7 }))).toMatchObject({ params: { detail: 'origin' } });
    expect(await check({ ...assertion, clientDataJSON: toB64Url(utf8('null')) })).toMatchObject({ params: { detail: 'encoding' } });
  });

  it('shows every changed bit', async () => {
    const assertion = await (await passkeyOf()).assert(challenge);
    const fields = ['authenticatorData', 'clientDataJSON', 'signature'] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.nat(), async (field, pick) => {
        const bytes = fromB64Url(assertion[field]);
        const at = pick % (bytes.length * 8);
        bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
        expect((await check({ ...assertion, [field]: toB64Url(bytes) })).ok).toBe(false);
      }),
      { numRuns: 600 },
    );
  });
});

describe('the software authenticator', () => {
  it('registers and signs in at a WebAuthn server', async () => {
    const passkey = await createSoftwarePasskey(RP_ID, ORIGIN);
    const expected = { expectedChallenge: toB64Url(challenge), expectedOrigin: ORIGIN, expectedRPID: RP_ID, requireUserVerification: true };
    const registered = await verifyRegistrationResponse({
      response: passkey.registrationResponse({ challenge: toB64Url(challenge) }),
      ...expected,
    });
    expect(registered.verified).toBe(true);
    const credential = registered.registrationInfo?.credential;
    if (!credential) throw new Error('no credential');
    expect(credential.id).toBe(passkey.credentialId);
    const response = await passkey.authenticationResponse({ challenge: toB64Url(challenge) });
    expect((await verifyAuthenticationResponse({ response, credential, ...expected })).verified).toBe(true);
  });

  it('is the same after export and import', async () => {
    const passkey = await createSoftwarePasskey(RP_ID, ORIGIN);
    const again = await importSoftwarePasskey(JSON.parse(JSON.stringify(passkey.export())));
    expect([again.kid, again.credentialId]).toEqual([passkey.kid, passkey.credentialId]);
    expect((await check(await again.assert(challenge), { key: passkey.key })).ok).toBe(true);
  });
});

describe('DER', () => {
  it('carries r and s both ways', () => {
    const numbers = fc.uint8Array({ minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(numbers, (raw) => {
        expect(rawFromDer(derFromRaw(raw))).toEqual(raw);
      }),
    );
    expect(rawFromDer(derFromRaw(new Uint8Array(64)))).toEqual(new Uint8Array(64));
  });

  it('has one spelling only', () => {
    const wrong = ['', '30', '3000', '3006020100020100ff', '30070201000202007f', '3006020180020101', '3008020100020100', '3104020100'];
    for (const hex of wrong) expect(rawFromDer(Uint8Array.from(Buffer.from(hex, 'hex')))).toBeNull();
  });
});
