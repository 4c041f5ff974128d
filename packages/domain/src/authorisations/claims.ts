import type { Digest, FiledFacts, KeyId, Opening, SignedDecision } from '@yinzheng/ledger';

/** What the seal leaves on paper, as it was filed with the authority (印鉴备案). */
export interface FiledFace {
  /** Around the ring. */
  readonly text: string;
  readonly diameterMm: number;
  /** The filed imprint, a PNG: by its digest the machine fetches it. */
  readonly imprint?: Digest;
}

/**
 * What a machine is permitted to do: the payload of a compact JWS, `alg: EdDSA`, `typ: seal-auth+jwt`, signed by the
 * server's key in the roster. Times are seconds since 1970 (RFC 7519). The machine believes the server in nothing but
 * the choice of machine, sleeve and window: what may be stamped it checks itself from `decisions` against its roster.
 */
export interface AuthorisationClaims {
  /** The town's division code. */
  readonly iss: string;
  /** The machine. */
  readonly aud: string;
  /** Thumbprint of the machine's journal key: a clone with the same name does not pass. */
  readonly devkey: KeyId;
  readonly jti: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  /** Longest time that the sleeve stays open after one finger, in seconds. */
  readonly win: number;
  readonly sleeve: number;
  readonly seal: string;
  /** With it the machine tells the seal's own impressions from others; absent in older authorisations. */
  readonly face?: FiledFace;
  readonly clerk: string;
  /** The clerk's slot in the fingerprint reader of this machine. */
  readonly fp: number;
  /** Most impressions in all: copies × the sum of impressions of the pages. */
  readonly max: number;
  /** The link of the roster chain that was the head when it was issued. */
  readonly rosterSeq: number;
  readonly filed: FiledFacts;
  readonly decisions: readonly SignedDecision[];
  /** Opens `filed.content` (a `RequestContent`), so that the title on the screen is the title that was approved. */
  readonly content: Opening;
}
