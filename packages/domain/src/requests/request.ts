import type { Digest, FiledFacts, RequestContent } from '@yinzheng/ledger';

export type RequestState =
  | 'draft'
  | 'filed'
  | 'approved'
  | 'authorised'
  | 'using'
  | 'completed'
  | 'rejected'
  | 'returned'
  | 'withdrawn'
  | 'expired';

/** One resident's wish to have a sheet set stamped. `filed` is what the ledger will say of it, word for word. */
export interface Request {
  readonly id: string;
  readonly state: RequestState;
  readonly filed: FiledFacts;
  readonly content: RequestContent;
  /** Opens `filed.content`. */
  readonly salt: string;
  /** Approvers who said yes, in the order of the steps. */
  readonly approvedBy: readonly string[];
}

/** What a clerk asks for before there is a sheet set. */
export interface Wish {
  readonly title: string;
  readonly applicant: string;
  readonly purpose: string;
  readonly copies: number;
  /** Impressions on each page of one copy; empty: one on the last page. */
  readonly impressions: readonly number[];
}

/** The seal as a request sees it. */
export interface SealOnDuty {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly division: string;
  readonly state: 'in-use' | 'sealed' | 'lost' | 'destroyed';
  readonly custodian: string;
}

export type PageDigests = readonly Digest[];
