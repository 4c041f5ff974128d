import type { AddCheckpoint } from '@yinzheng/ledger';

/** What a witness said to a checkpoint. Nothing of it is believed yet but by what its signature says. */
export type WitnessAnswer =
  /** Signature lines, as they came. */
  | { readonly kind: 'answered'; readonly text: string }
  /** It knows the log at another size, and wants a proof from there. */
  | { readonly kind: 'other-size'; readonly size: number }
  /** It says that the log did not only grow. */
  | { readonly kind: 'inconsistent'; readonly detail: string }
  /** It will not, and asking again as before changes nothing: unknown log, wrong key, no witness at this address. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** Too often; it names the time after which it may be asked again. */
  | { readonly kind: 'later'; readonly afterMs: number }
  /** Not reached, not in time, or broken: it may be asked again. */
  | { readonly kind: 'away'; readonly detail: string };

/**
 * The way to witnesses (c2sp.org/tlog-witness). One call is one request: it is not repeated here, answers within a few seconds whatever the
 * other side does, never throws, and reads at most a few kilobytes. Asking twice is harmless: a witness cosigns the same checkpoint again.
 */
export interface WitnessLine {
  /** `url`: the witness's submission prefix. */
  addCheckpoint(url: string, call: AddCheckpoint): Promise<WitnessAnswer>;
}
