import type { KeyId, Opening, SignedDecision } from '@yinzheng/ledger';
import { allowedImpressions } from '../requests/draft.ts';
import type { Request } from '../requests/request.ts';
import type { AuthorisationClaims, FiledFace } from './claims.ts';

/** Where and by whose finger a request will be stamped. */
export interface Placement {
  readonly machine: string;
  readonly devkey: KeyId;
  readonly sleeve: number;
  /** The clerk's slot in this machine's fingerprint reader. */
  readonly slot: number;
  readonly face: FiledFace;
}

/** How long an authorisation lasts, and how long a sleeve stays open after one finger. */
export interface Terms {
  readonly validForMs: number;
  readonly openForSeconds: number;
}

const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1000);

/** The claims for an approved request. Signing them is `signAuthorisation`. */
export function issueAuthorisation(
  request: Request,
  it: {
    readonly town: string;
    readonly jti: string;
    readonly decisions: readonly SignedDecision[];
    readonly placement: Placement;
    readonly rosterSeq: number;
    readonly now: Date;
    readonly terms: Terms;
  },
): AuthorisationClaims {
  const content: Opening = { commitment: request.filed.content, salt: request.salt, value: request.content };
  return {
    iss: it.town,
    aud: it.placement.machine,
    devkey: it.placement.devkey,
    jti: it.jti,
    iat: seconds(it.now),
    nbf: seconds(it.now),
    exp: seconds(it.now) + Math.floor(it.terms.validForMs / 1000),
    win: it.terms.openForSeconds,
    sleeve: it.placement.sleeve,
    seal: request.filed.seal,
    face: it.placement.face,
    clerk: request.filed.clerk,
    fp: it.placement.slot,
    max: allowedImpressions(request.filed),
    rosterSeq: it.rosterSeq,
    filed: request.filed,
    decisions: it.decisions,
    content,
  };
}
