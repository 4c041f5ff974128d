import type { RosterChange, RosterSignature, RosterStatement, SignedRoster } from '@yinzheng/ledger';

/** A roster change that gathers signatures. */
export interface RosterProposal {
  readonly id: string;
  readonly changes: readonly RosterChange[];
  readonly statement: RosterStatement;
  readonly signatures: readonly RosterSignature[];
  readonly why: string;
}

export interface RosterStore {
  /**
   * The seq of the newest link, −1 before the founding, and the promise that it stays the newest until this transaction ends. Acts hold it
   * together, and call it before they lock anything else; a link waits for them, so that it stands after them in the log.
   */
  hold(): Promise<number>;
  /** The same for whoever is about to add a link or to sign one: alone. */
  holdAlone(): Promise<number>;
  /** Links with seq > `after`, in order. */
  linksAfter(after: number): Promise<readonly SignedRoster[]>;
  /** Refuses (throws) a seq that is taken: two changes cannot follow the same link. */
  addLink(link: SignedRoster): Promise<void>;
  proposals(): Promise<readonly RosterProposal[]>;
  proposal(id: string): Promise<RosterProposal | null>;
  saveProposal(proposal: RosterProposal, at: Date): Promise<void>;
  dropProposal(id: string): Promise<void>;
}
