import type { AuthorisationState, Request } from '@yinzheng/domain';
import type { Digest, PressEvidence, RequestContent, SignedDecision, Verdict } from '@yinzheng/ledger';

/** Of an erased request only number, digest and size are left. */
export interface SheetPage {
  readonly page: number;
  /** Of the page as it is printed, with its code. */
  readonly digest: Digest;
  /** Of the page before its code was printed: what the code itself signs. */
  readonly contentDigest: Digest | null;
  /** The text of the printed code without the address before it. */
  readonly code: string | null;
  readonly widthMm: number;
  readonly heightMm: number;
  /** Name of the uploaded file it came from. */
  readonly source: string | null;
}

export interface NewDraft {
  readonly request: Request;
  readonly pages: readonly SheetPage[];
  /** Digest of the whole sheet set as one PDF. */
  readonly set: Digest;
  readonly idempotencyKey: string | null;
  /** Of what the clerk sent, under the request's salt, to tell a repetition from a clash. */
  readonly wishDigest: Digest;
}

/** A request as it is kept. What is personal is null once it was erased. */
export interface StoredRequest extends Omit<Request, 'content' | 'salt'> {
  readonly content: RequestContent | null;
  readonly salt: string | null;
  readonly filedAt: Date | null;
  readonly updatedAt: Date;
  readonly erasedAt: Date | null;
}

/** One of which nothing was erased. */
export type WholeRequest = StoredRequest & Request;

export interface StoredDecision {
  readonly step: number;
  readonly approver: string;
  readonly verdict: Verdict;
  /** Null, as the salt, once it was erased. */
  readonly reason: string | null;
  readonly salt: string | null;
  readonly signed: SignedDecision;
  readonly at: Date;
}

export interface StoredImpression {
  readonly n: number;
  readonly page: number;
  readonly copy: number;
  readonly state: string;
  readonly photoBefore: Digest | null;
  readonly photoAfter: Digest | null;
  readonly at: Date;
  /** Who vouched for the sheet, when the page check was unsure of it. */
  readonly clearedBy: string | null;
  readonly clearedAt: Date | null;
  /** What the machine saw of the press. */
  readonly evidence: PressEvidence | null;
}

/** The clerk vouches for a sheet as it lies on this photograph. */
export interface StoredClearing {
  readonly page: number;
  readonly copy: number;
  readonly photo: Digest;
  readonly by: string;
  readonly at: Date;
}

export interface StoredAuthorisation {
  readonly jti: string;
  readonly request: string;
  readonly machine: string;
  readonly sleeve: number;
  readonly clerk: string;
  readonly max: number;
  readonly expiresAt: Date;
  readonly state: AuthorisationState;
}

/** Which requests a person asks to see. */
export type Box =
  | { readonly kind: 'mine'; readonly clerk: string }
  | { readonly kind: 'to-stamp'; readonly clerk: string }
  | { readonly kind: 'to-decide'; readonly approver: string; readonly bodies: readonly string[] }
  | { readonly kind: 'all'; readonly bodies: readonly string[] | 'every' };

export interface RequestRow extends StoredRequest {
  readonly matterName: string;
  readonly sealName: string;
  readonly bodyName: string;
  readonly clerkName: string;
}

export interface Attachments {
  readonly pages: readonly SheetPage[];
  readonly decisions: readonly StoredDecision[];
  /** The newest one. */
  readonly authorisation: StoredAuthorisation | null;
  readonly impressions: readonly StoredImpression[];
  /** Of clerk, custodian and approvers, by id. */
  readonly names: Readonly<Record<string, string>>;
}

export interface RequestStore {
  /** False, and nothing is kept, when the clerk has used the idempotency key before. */
  addDraft(draft: NewDraft, at: Date): Promise<boolean>;
  byIdempotencyKey(clerk: string, key: string): Promise<{ readonly id: string; readonly wishDigest: Digest; readonly salt: string } | null>;
  load(id: string): Promise<StoredRequest | null>;
  /** By the last eight characters of the id, lower case; null when none or more than one has them. */
  byRecordNumber(tail: string): Promise<StoredRequest | null>;
  /** As `load`, held against others until the transaction ends. */
  lock(id: string): Promise<StoredRequest | null>;
  /** Writes what may change: state, filed facts (while a draft), approvals. `filedAt` is set when the state first is `filed`. */
  save(request: Pick<Request, 'id' | 'state' | 'filed' | 'approvedBy'>, at: Date): Promise<void>;
  pages(id: string): Promise<readonly SheetPage[]>;
  /** Everything that hangs on a request, in one question. */
  attachments(id: string): Promise<Attachments>;
  sheetSet(id: string): Promise<Digest | null>;
  /** Whether an authorisation for this machine names a page with this printed digest, or one of its seals has this imprint. */
  isFileFor(machine: string, digest: Digest): Promise<boolean>;
  list(box: Box, limit: number): Promise<readonly RequestRow[]>;
  /** Filed requests of this applicant, spelled just so, newest first; `clerk`: only that clerk's. */
  ofApplicant(applicant: string, clerk: string | null, limit: number): Promise<readonly RequestRow[]>;

  keepDecisionDraft(it: {
    readonly digest: Digest;
    readonly request: string;
    readonly person: string;
    readonly reason: string;
    readonly salt: string;
    readonly expiresAt: Date;
  }): Promise<void>;
  decisionDraft(digest: Digest, person: string): Promise<{ readonly reason: string; readonly salt: string } | null>;
  addDecision(request: string, decision: StoredDecision): Promise<void>;
  decisions(request: string): Promise<readonly StoredDecision[]>;

  addAuthorisation(authorisation: StoredAuthorisation): Promise<void>;
  /** Held against others until the transaction ends; null when it was not issued for this machine. */
  lockAuthorisation(jti: string, machine: string): Promise<StoredAuthorisation | null>;
  /** The newest one of a request. */
  authorisationOf(request: string): Promise<StoredAuthorisation | null>;
  setAuthorisationState(jti: string, state: StoredAuthorisation['state']): Promise<void>;
  /** Those whose time is over and that were not ended, revoked or marked as expired, oldest first. */
  overdueAuthorisations(now: Date, limit: number): Promise<readonly Pick<StoredAuthorisation, 'jti' | 'request' | 'machine'>[]>;
  /** The same photograph once more changes nothing. */
  addClearing(jti: string, it: StoredClearing): Promise<void>;
  /** A number that is taken stays as it is. It carries the clearing of its photograph, or of the press before, which left the sheet so. */
  reserveImpression(jti: string, it: Pick<StoredImpression, 'n' | 'page' | 'copy' | 'photoBefore' | 'at'>): Promise<void>;
  /** Only a reserved one is settled, and only once. */
  settleImpression(jti: string, it: Pick<StoredImpression, 'n' | 'state' | 'photoAfter' | 'evidence' | 'at'>): Promise<void>;
  impressions(jti: string): Promise<readonly StoredImpression[]>;
  /** Photographs that records of its uses name; known ones are kept once. */
  addPhotos(request: string, digests: readonly Digest[]): Promise<void>;
  /** Approved requests for a machine's seals that have no authorisation yet. */
  awaitingMachine(machine: string): Promise<readonly string[]>;
}
