import type { Retention } from '@yinzheng/domain';
import type { Digest, ErasedFacts, ErasureGround } from '@yinzheng/ledger';

/** How long things stay. All but the first two are for what nobody has to keep. */
export interface RetentionRules extends Retention {
  /** Drafts that were never filed, and uploads that nothing came of. */
  readonly draftDays: number;
  /** Notices, and commands that their machine has answered. */
  readonly noticeDays: number;
}

/** Somebody's wish that a request or a person be forgotten, and what another one answered. */
export interface StoredErasure {
  readonly id: string;
  readonly of: { readonly kind: 'request'; readonly request: string } | { readonly kind: 'person'; readonly person: string };
  readonly ground: ErasureGround;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly answer: ErasureAnswer | null;
}

export interface ErasureAnswer {
  readonly verdict: 'confirmed' | 'refused';
  readonly by: string;
  readonly at: Date;
  /** Only when it was erased before the end of the retention period: the reason, and what opens the ledger's commitment to it. */
  readonly early: { readonly reason: string; readonly salt: string } | null;
}

/** What a request held and its entries name. */
export interface ErasedParts extends Pick<ErasedFacts, 'commitments' | 'files'> {
  /** Everything that was stored for it, the sheet set included. */
  readonly stored: readonly Digest[];
}

/** When a person last had a part in a request that ended so. */
export interface LastActs {
  readonly used: Date | null;
  readonly unused: Date | null;
  readonly isUnderWay: boolean;
  readonly isCustodian: boolean;
}

export interface ErasureStore {
  /** False, and nothing is kept, when the same is asked for already and waits for its answer. */
  ask(erasure: Omit<StoredErasure, 'answer'>): Promise<boolean>;
  load(id: string): Promise<StoredErasure | null>;
  /** As `load`, held against others until the transaction ends. */
  lock(id: string): Promise<StoredErasure | null>;
  answer(id: string, answer: ErasureAnswer): Promise<void>;
  /** Those that wait for an answer, oldest first. */
  waiting(limit: number): Promise<readonly StoredErasure[]>;
  /** The newest one of a request, answered or not. */
  newestOf(request: string): Promise<StoredErasure | null>;

  /** Drops everything personal that the database holds of a request: texts, salts, names of files, what a machine was told, titles in notices. */
  forgetRequest(request: string, at: Date): Promise<ErasedParts>;
  lastActs(person: string): Promise<LastActs>;
  /** Drops account, credentials, sessions, devices, notices and fingers of a person, and the name unless it must stay until `nameUntil`. */
  forgetPerson(person: string, at: Date, nameUntil: Date | null): Promise<void>;

  /** Deletes drafts last touched before `before`, filed by nobody; answers with their files. */
  dropDrafts(before: Date, limit: number): Promise<readonly Digest[]>;
  /** Deletes notices and answered commands from before `before`. */
  dropNotices(before: Date): Promise<void>;
  /** Deletes sessions, challenges and reasons that were written and never signed, all past their time; and names kept long enough. */
  dropSpent(now: Date): Promise<void>;
}
