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
  /** Links with seq > `after`, in order. */
  linksAfter(after: number): Promise<readonly SignedRoster[]>;
  /** Refuses (throws) a seq that is taken: two changes cannot follow the same link. */
  addLink(link: SignedRoster): Promise<void>;
  proposals(): Promise<readonly RosterProposal[]>;
  proposal(id: string): Promise<RosterProposal | null>;
  saveProposal(proposal: RosterProposal, at: Date): Promise<void>;
  dropProposal(id: string): Promise<void>;
}
