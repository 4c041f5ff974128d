import type { RosterState } from '@yinzheng/ledger';

/** The roster as it stands, folded link by link and checked as any outsider would. */
export interface RosterBook {
  /** The newest state; null before the town is founded. Throws when the stored chain does not hold. */
  current(): Promise<RosterState | null>;
  /** Told when this server has committed a link: the next `current` sees it. Links of other servers are seen within a second. */
  renew(): void;
  /** Called when `current` has found newer links. Returns the unsubscriber. */
  onChange(listener: (state: RosterState) => void): () => void;
}
