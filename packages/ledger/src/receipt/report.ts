import type { Params } from '../check.ts';
import type { Digest, Instant } from '../encoding.ts';
import type { FiledFacts } from '../entry.ts';
import type { ErasedFacts } from '../erasure.ts';
import { reasonOf } from '../reasons.ts';
import type { PressEvidence } from '../shapes/evidence.ts';
import type { RequestContent } from './receipt.ts';

/** Something in a receipt that does not hold. */
export interface Problem {
  /** Stable, `area/what`. */
  readonly code: string;
  /** Which part of the receipt: `acts[3]`, `roster[0]`, `openings[1]`, a file's name; `receipt` for the whole. */
  readonly where: string;
  readonly zh: string;
  readonly en: string;
}

export function problem(code: string, where: string, params?: Params): Problem {
  return { code, where, ...reasonOf(code, params) };
}

/** A proven erasure: what it took cannot be shown, and that is as it should be. */
export interface ErasureFacts extends Pick<ErasedFacts, 'ground' | 'files' | 'askedBy' | 'confirmedBy'> {
  readonly at: Instant;
  /** Before the end of the retention period; the confirmer gave a reason, which the entry commits to. */
  readonly isEarly: boolean;
}

export interface DecisionFacts {
  readonly step: number;
  readonly approver: string;
  readonly at: Instant;
  readonly isSample: boolean;
  /** Only when the receipt opens it. */
  readonly reason?: string;
  readonly reasonErased?: ErasureFacts;
}

export interface ImpressionFacts {
  /** Counts the reservations of the authorisation, from 1. */
  readonly n: number;
  readonly page: number;
  readonly copy: number;
  /** `reserved`: no outcome was recorded; it counts as used. */
  readonly outcome: 'reserved' | 'confirmed' | 'doubtful' | 'missing' | 'voided' | 'unknown';
  /** When the outcome was recorded, by the machine's clock. */
  readonly at: Instant;
  readonly before: Digest;
  readonly after?: Digest;
  /** The page check was unsure of the sheet, and this person vouched for it. */
  readonly cleared?: { readonly by: string; readonly at: Instant };
  /** What the machine saw of it; absent while there is no outcome, and in older records. */
  readonly evidence?: PressEvidence;
}

/** What the entries of a receipt say, for people. Worth nothing unless the report is `ok`. */
export interface ReceiptFacts
  extends Pick<FiledFacts, 'request' | 'body' | 'division' | 'seal' | 'matter' | 'clerk' | 'custodian' | 'pages'> {
  readonly recordNumber: string;
  readonly town: string;
  /** Digest of the roster's founding: who knows it from elsewhere may compare. */
  readonly founding: Digest;
  readonly log: {
    readonly origin: string;
    readonly size: number;
    /** Those of the policy who cosigned the checkpoint of the acts, and when, in seconds since 1970. */
    readonly witnesses: readonly { readonly name: string; readonly timeS: number }[];
  };
  readonly filedAt: Instant;
  readonly copies: number;
  /** Who waived that approver, clerk and custodian are different people; the reason only when the receipt opens it. */
  readonly waiver?: { readonly by: string; readonly reason?: string; readonly reasonErased?: ErasureFacts };
  readonly content?: RequestContent;
  /** The town erased title, applicant and purpose; a receipt from before may open them all the same. */
  readonly contentErased?: ErasureFacts;
  /** Every proven erasure, in order of the log. */
  readonly erasures: readonly ErasureFacts[];
  readonly decisions: readonly DecisionFacts[];
  readonly machine: string;
  readonly sleeve: number;
  /** Most impressions that were allowed. */
  readonly allowed: number;
  readonly impressions: readonly ImpressionFacts[];
  /** The use did not end as planned. */
  readonly isAborted: boolean;
  /** Digests of all photographs that the machine recorded. */
  readonly photos: readonly Digest[];
  /** A sample's software key signed somewhere on the way. */
  readonly isSample: boolean;
}

/** A file that the receipt names, compared with what was at hand. */
export interface FileFinding {
  readonly role: 'page' | 'photo';
  /** From 1, in the order of the receipt. */
  readonly number: number;
  readonly digest: Digest;
  /** `erased`: not at hand, and the log says that it was deleted. */
  readonly state: 'same' | 'changed' | 'missing' | 'erased';
}

export interface ReceiptReport {
  readonly ok: boolean;
  /** Everything holds but that fewer witnesses cosigned than the policy asks for: ask for the receipt again later. */
  readonly isAwaitingWitnesses: boolean;
  /** Null when the receipt is too broken to say anything. */
  readonly facts: ReceiptFacts | null;
  readonly problems: readonly Problem[];
  /** What is no failure, but must be told. */
  readonly remarks: readonly Problem[];
  /** Empty unless `files` was passed. */
  readonly files: readonly FileFinding[];
}
