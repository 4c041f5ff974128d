import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import { type PublicKey, toB64Url } from '@yinzheng/ledger';

const { COSEALG, COSECRV, COSEKEYS } = cose;

/** COSE algorithms that rosters and verifiers know (RFC 9053), in the order in which we like them. */
export const ALGORITHMS = [COSEALG.ES256, COSEALG.EdDSA, COSEALG.RS256] as const;

/** A credential's COSE_Key as the JWK that the roster lists; null for an algorithm or a curve that we do not know. */
export function publicKeyOf(coseKey: Uint8Array): PublicKey | null {
  const key = decodeCredentialPublicKey(Uint8Array.from(coseKey));
  const alg = key.get(COSEKEYS.alg);
  if (cose.isCOSEPublicKeyEC2(key) && alg === COSEALG.ES256 && key.get(COSEKEYS.crv) === COSECRV.P256) {
    const [x, y] = [key.get(COSEKEYS.x), key.get(COSEKEYS.y)];
    return x && y ? { alg: 'ES256', kty: 'EC', crv: 'P-256', x: toB64Url(x), y: toB64Url(y) } : null;
  }
  if (cose.isCOSEPublicKeyOKP(key) && alg === COSEALG.EdDSA && key.get(COSEKEYS.crv) === COSECRV.ED25519) {
    const x = key.get(COSEKEYS.x);
    return x ? { alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519', x: toB64Url(x) } : null;
  }
  if (cose.isCOSEPublicKeyRSA(key) && alg === COSEALG.RS256) {
    const [n, e] = [key.get(COSEKEYS.n), key.get(COSEKEYS.e)];
    return n && e ? { alg: 'RS256', kty: 'RSA', n: toB64Url(n), e: toB64Url(e) } : null;
  }
  return null;
}
