import type { Verdict } from '../decision.ts';
import type { Digest, Instant } from '../encoding.ts';
import type { FiledFacts } from '../entry.ts';
import type { JournalType } from '../journal.ts';
import type { KeyId } from '../keys.ts';
import type { DecisionFacts, ImpressionFacts } from '../receipt/report.ts';

/** How far a request came, by the log alone. */
export type UseState = 'filed' | 'rejected' | 'returned' | 'withdrawn' | 'authorised' | 'using' | 'closed' | 'aborted';

/** One line of the register: a request and all that became of it. */
export interface UseAccount
  extends Pick<FiledFacts, 'request' | 'body' | 'division' | 'seal' | 'matter' | 'clerk' | 'custodian' | 'copies' | 'steps' | 'content'> {
  readonly recordNumber: string;
  readonly pages: readonly Digest[];
  readonly filedAt: Instant;
  readonly state: UseState;
  readonly decisions: readonly (Omit<DecisionFacts, 'reason'> & { readonly verdict: Verdict; readonly reason: Digest })[];
  readonly waiver?: { readonly by: string; readonly reason: Digest };
  /** Present once authorised. */
  readonly authorised?: {
    readonly machine: string;
    readonly sleeve: number;
    readonly allowed: number;
    readonly jti: string;
    readonly from: Instant;
    readonly until: Instant;
  };
  readonly impressions: readonly ImpressionFacts[];
  readonly photos: readonly Digest[];
  /** When the machine closed or aborted it, by its clock. */
  readonly endedAt?: Instant;
  /** Places in the log of everything that belongs to it, rising. */
  readonly entries: readonly number[];
  readonly isSample: boolean;
}

/** Something that a person should look at; the log holds, and says that it happened. */
export interface Incident {
  readonly kind:
    | 'waiver'
    | 'page-stopped'
    | 'page-asked'
    | 'page-cleared'
    | 'impression-voided'
    | 'impression-unknown'
    | 'impression-doubtful'
    | 'impression-missing'
    | 'use-aborted'
    | 'use-unfinished'
    | 'key-revoked'
    | 'person-erased'
    | Extract<
        JournalType,
        'auth.rejected' | 'auth.revoked' | 'finger.fail' | 'seal.missing' | 'tamper' | 'time.step' | 'recover.torn' | 'power'
      >;
  readonly at: Instant;
  /** The entry that says so. */
  readonly index: number;
  readonly request?: string;
  readonly machine?: string;
  /** What the entry adds, as it stands there. `by`: a person's id; `n`, `page`: a number; `ground`: of an erasure. */
  readonly detail?: { readonly of: 'by' | 'reason' | 'code' | 'detail' | 'state' | 'n' | 'page' | 'ground'; readonly is: string };
}

/** One machine's journal under one key, as far as the log holds it. */
export interface JournalAccount {
  readonly machine: string;
  readonly kid: KeyId;
  readonly first: number;
  readonly last: number;
  readonly records: number;
  readonly from: Instant;
  readonly until: Instant;
}
