import type { Matter, SealOnDuty } from '@yinzheng/domain';
import type { Digest, Post } from '@yinzheng/ledger';
import type { FiledSeal } from './sheet-checks.ts';

export interface Division {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly parent: string | null;
}

export interface Body {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly division: string;
}

export interface Seal extends SealOnDuty {
  readonly kind: 'official' | 'party';
  readonly bodyName: string;
  readonly machine: { readonly id: string; readonly name: string; readonly sleeve: number; readonly isOnline: boolean } | null;
}

/** Rows as they come out of a table that was checked. */
export interface ImportRows {
  readonly divisions: readonly Division[];
  readonly bodies: readonly Body[];
  readonly people: readonly {
    readonly account: string;
    readonly name: string;
    readonly passwordHash: string;
    readonly totpSecret: string;
    readonly isOfficer: boolean;
    readonly posts: readonly { readonly post: Post; readonly body: string }[];
    readonly slots: readonly { readonly machine: string; readonly slot: number }[];
  }[];
  readonly machines: readonly { readonly id: string; readonly name: string; readonly division: string; readonly sleeves: number }[];
  readonly seals: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: 'official' | 'party';
    readonly body: string;
    readonly machine: string;
    readonly sleeve: number;
    readonly filingNumber: string;
    readonly diameterMm: number;
    readonly custodianAccount: string;
  }[];
  readonly matters: readonly Matter[];
}

export interface SealInSleeve {
  readonly sleeve: number;
  readonly seal: string;
  readonly name: string;
  /** Of its filed imprint, a PNG. */
  readonly imprint: Digest | null;
}

export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** What a machine has room for, and what is there. */
export interface MachinePlaces {
  readonly sleeves: number;
  readonly seals: readonly { readonly sleeve: number; readonly seal: string }[];
  readonly slots: readonly { readonly slot: number; readonly account: string }[];
}

export interface TownStore {
  division(code: string): Promise<Division | null>;
  body(id: string): Promise<Body | null>;
  seal(id: string): Promise<Seal | null>;
  /** What the authority has of it. */
  filedSeal(id: string): Promise<FiledSeal | null>;
  sealsOf(bodies: readonly string[]): Promise<readonly Seal[]>;
  /** Which seal sits in which sleeve of a machine. */
  sealsIn(machine: string): Promise<readonly SealInSleeve[]>;
  /** Of every machine. */
  sealsInAll(): Promise<readonly (SealInSleeve & { readonly machine: string })[]>;
  /** Files this picture as the seal's imprint; the digest of the one before, null when there was none. Null too when there is no such seal, and nothing is kept. */
  setImprint(seal: string, imprint: Digest): Promise<{ readonly before: Digest | null } | null>;
  imprintOf(seal: string): Promise<Digest | null>;
  /** The newest version of each matter of the catalogue. */
  matters(): Promise<readonly Matter[]>;
  matter(code: string, version?: number): Promise<Matter | null>;

  /** Of these codes, the known ones. */
  divisionsAmong(codes: readonly string[]): Promise<ReadonlySet<string>>;
  /** Of these bodies, the known ones with their divisions. */
  bodiesAmong(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  machinesAmong(ids: readonly string[]): Promise<ReadonlyMap<string, MachinePlaces>>;
  /**
   * Adds or changes rows by their key, which stands once among them. They were checked before: a reference that leads nowhere or a
   * sleeve that was taken meanwhile throws `Refused` import/bad-row and spoils the transaction.
   */
  load<K extends keyof ImportRows>(kind: K, rows: ImportRows[K]): Promise<ImportCounts>;
}
