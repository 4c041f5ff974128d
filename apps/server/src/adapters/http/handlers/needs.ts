import type { ProofDesk } from '../../../ledger/mod.ts';
import type { NoticeFeed } from '../../../notices/mod.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { Push } from '../../../ports/push.ts';
import type { SampleOfficers } from '../../../roster/mod.ts';

/** One account of a sample town with what its owner would type now. */
export interface SampleSignIn {
  readonly name: string;
  readonly account: string;
  readonly password: string;
  /** The one-time code of this half minute. */
  readonly code: string;
  /** In words, for the list. */
  readonly posts: string;
  readonly body: string;
}

/** What the handlers call on beside the ports of the use cases. */
export interface Needs extends Ports {
  readonly push: Pick<Push, 'publicKey'>;
  readonly feed: NoticeFeed;
  readonly proofs: ProofDesk;
  readonly sampleOfficers: SampleOfficers | null;
  /** Only in a sample town. */
  readonly sampleSignIns: (() => Promise<readonly SampleSignIn[]>) | null;
  /** Where machines reach us, for their tickets. */
  readonly gateway: { readonly gatewayUrl: string; readonly mqttUrl: string };
  readonly version: string;
  /** Whether an act could be carried out now. */
  readonly isReady: () => Promise<boolean>;
}
