import type { ErasureStore } from './erasure-store.ts';
import type { FileStore } from './file-store.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { MachineStore } from './machine-store.ts';
import type { NoticeStore } from './notice-store.ts';
import type { PeopleStore } from './people-store.ts';
import type { RequestStore } from './request-store.ts';
import type { RosterStore } from './roster-store.ts';
import type { TownStore } from './town-store.ts';
import type { WitnessStore } from './witness-store.ts';

/** Everything that is kept, by subject. */
export interface Stores {
  readonly towns: TownStore;
  readonly people: PeopleStore;
  readonly roster: RosterStore;
  readonly requests: RequestStore;
  readonly machines: MachineStore;
  readonly notices: NoticeStore;
  readonly files: FileStore;
  readonly erasures: ErasureStore;
  readonly ledger: LedgerStore;
  readonly witnesses: WitnessStore;
}

/**
 * The database. Read through the stores themselves; write an act inside `transact`, where state, ledger entry and what goes out
 * commit together or not at all (a single statement that is no act may go without). When `transact` has resolved, the commit is durable. It runs again by itself when the database
 * asks for it (serialization, deadlock), so the work must have no effect but through the stores it is given.
 */
export interface Store extends Stores {
  transact<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /**
   * Told after each commit of this process, with the number of ledger entries in it: whoever carries things out looks whether there is
   * something for it. Returns the unsubscriber.
   */
  onCommit(listener: (entries: number) => void): () => void;
}
