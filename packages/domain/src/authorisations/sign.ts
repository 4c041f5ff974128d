import { canonicalJson, type Signer, toB64Url, utf8 } from '@yinzheng/ledger';
import type { AuthorisationClaims } from './claims.ts';

/** A compact JWS (RFC 7515), `alg: EdDSA`, over canonical JSON; `typ` says what kind of statement it is. */
export async function signToken(typ: string, payload: unknown, signer: Signer): Promise<string> {
  const header = toB64Url(utf8(canonicalJson({ alg: 'EdDSA', kid: signer.kid, typ })));
  const input = `${header}.${toB64Url(utf8(canonicalJson(payload)))}`;
  return `${input}.${toB64Url(await signer.sign(utf8(input)))}`;
}

/** The authorisation that a machine obeys. */
export const signAuthorisation = (claims: AuthorisationClaims, server: Signer): Promise<string> =>
  signToken('seal-auth+jwt', claims, server);
