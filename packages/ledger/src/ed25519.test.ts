import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { signerNamed } from '../../../test/arbitraries/town.ts';
import { ed25519InJavaScript, knowsEd25519 } from './ed25519.ts';
import { fromB64Url, utf8 } from './encoding.ts';
import type { PublicKey, Signer } from './keys.ts';
import { verifySignature } from './signatures.ts';

let signer: Signer;
let inJavaScript: (signature: Uint8Array, message: Uint8Array) => Promise<boolean>;
beforeAll(async () => {
  signer = await signerNamed('ed25519');
  inJavaScript = await ed25519InJavaScript(signer.publicKey as Extract<PublicKey, { alg: 'EdDSA' }>, fromB64Url);
});

it('is known here', async () => {
  expect(await knowsEd25519()).toBe(true);
});

it('says in JavaScript what WebCrypto says, of true signatures and of changed ones', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(511), fc.boolean(), async (message, bit, isChanged) => {
      const signature = await signer.sign(message);
      if (isChanged) signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const answer = await inJavaScript(signature, message);
      expect(answer).toBe(!isChanged);
      expect(answer).toBe(await verifySignature(signer.publicKey, message, signature));
    }),
    { numRuns: 60 },
  );
});

it('takes no bytes for a signature that are none', async () => {
  for (const signature of [new Uint8Array(), new Uint8Array(63), new Uint8Array(64), new Uint8Array(65)])
    expect(await inJavaScript(signature, utf8('text'))).toBe(false);
  const bad = await ed25519InJavaScript({ alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519', x: 'AA' }, fromB64Url);
  expect(await bad(new Uint8Array(64), utf8('text'))).toBe(false);
});
