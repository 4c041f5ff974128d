import { cose, isoCBOR } from '@simplewebauthn/server/helpers';
import { fromB64Url, type PublicKey, thumbprint } from '@yinzheng/ledger';
import { expect, it } from 'vitest';
import { publicKeyOf } from './cose-key.ts';

const { COSEALG, COSEKTY } = cose;
const bytes = (value = '') => Uint8Array.from(fromB64Url(value));
const encode = (entries: readonly (readonly [number, number | Uint8Array<ArrayBuffer>])[]) => isoCBOR.encode(new Map(entries));

async function newKey(algorithm: AlgorithmIdentifier | RsaHashedKeyGenParams | EcKeyGenParams): Promise<JsonWebKey> {
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  return crypto.subtle.exportKey('jwk', pair.publicKey);
}

it('reads the keys of every algorithm that we ask for as the JWKs that browsers export', async () => {
  const ec = await newKey({ name: 'ECDSA', namedCurve: 'P-256' });
  const ed = await newKey({ name: 'Ed25519' });
  const rsa = await newKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) });
  const read = [
    encode([[1, COSEKTY.EC2], [3, COSEALG.ES256], [-1, 1], [-2, bytes(ec.x)], [-3, bytes(ec.y)]]), // biome-ignore format: a table
    encode([[1, COSEKTY.OKP], [3, COSEALG.EdDSA], [-1, 6], [-2, bytes(ed.x)]]), // biome-ignore format: a table
    encode([[1, COSEKTY.RSA], [3, COSEALG.RS256], [-1, bytes(rsa.n)], [-2, bytes(rsa.e)]]), // biome-ignore format: a table
  ].map(publicKeyOf);
  expect(read).toEqual([
    { alg: 'ES256', kty: 'EC', crv: 'P-256', x: ec.x, y: ec.y },
    { alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519', x: ed.x },
    { alg: 'RS256', kty: 'RSA', n: rsa.n, e: rsa.e },
  ]);
  expect(read.map((key) => thumbprint(key as PublicKey))).toHaveLength(3);
});

it('does not take a key of another curve or algorithm for one of ours', () => {
  const some = new Uint8Array(32).fill(1);
  expect(publicKeyOf(encode([[1, COSEKTY.EC2], [3, COSEALG.ES256], [-1, 2], [-2, some], [-3, some]]))).toBeNull(); // biome-ignore format: a table
  expect(publicKeyOf(encode([[1, COSEKTY.RSA], [3, COSEALG.PS256], [-1, some], [-2, Uint8Array.of(1, 0, 1)]]))).toBeNull(); // biome-ignore format: a table
  expect(publicKeyOf(encode([[1, COSEKTY.OKP], [3, COSEALG.EdDSA], [-1, 7], [-2, some]]))).toBeNull(); // biome-ignore format: a table
});
