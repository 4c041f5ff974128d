import type { AuthorisationClaims } from '@yinzheng/domain';
import type { Check, Digest, PressEvidence, PressOutcome } from '@yinzheng/ledger';

/** Time as the machine feels it. */
export interface Clock {
  now(): Date;
  /** Milliseconds since the agent started; never steps. */
  monoMs(): number;
  /** Runs `act` once after `ms`; returns the way to call it off. */
  after(ms: number, act: () => void): () => void;
}

/** One page of one copy, both from 1. */
export interface Sheet {
  readonly page: number;
  readonly copy: number;
}

/** A box in millimetres on the approved page. */
export interface Place {
  readonly kind: 'changed' | 'missing' | 'extra';
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** A place that a person must look at. Pictures are WebP, of the same box; they and the text stay out of the journal. */
export interface DoubtfulPlace extends Place {
  readonly text?: { readonly approved: string; readonly seen: string };
  readonly approved: Uint8Array;
  readonly seen: Uint8Array;
}

/** `go`: this is the approved page. `ask`: not sure, and a person may say. `stop`: it is not. Only `go`, or an `ask` that was cleared, lets the seal down. */
export interface PageVerdict {
  readonly verdict: 'go' | 'stop' | 'ask';
  /** Codes of what was seen, for the journal; nothing personal. */
  readonly reasons: readonly string[];
  /** What the clerk is told when it is no `go`: a code of the contract. */
  readonly refusal?: { readonly code: string; readonly params?: Readonly<Record<string, string | number>> };
  /** All that is in doubt, with `ask`; never empty then. */
  readonly doubt?: readonly DoubtfulPlace[];
}

/** What a press left on the sheet. `missing`: nothing red is new. */
export interface PressVerdict extends PressEvidence {
  readonly outcome: PressOutcome;
}

/** The page check as the core sees it: knows the approved pages, looks at photographs. */
export interface SheetCheck {
  /** Makes sure that every page to compare with is at hand; `machine/pages-missing` when not. Repeating it is cheap. */
  prepare(claims: AuthorisationClaims): Promise<Check<true>>;
  /** Is the sheet on this photograph the expected one? Fails closed: what cannot be told is never `go`. */
  before(claims: AuthorisationClaims, sheet: Sheet, photo: Uint8Array): Promise<PageVerdict>;
  /** What is new between the two photographs. */
  after(claims: AuthorisationClaims, sheet: Sheet, photos: { before: Uint8Array; after: Uint8Array }): Promise<PressVerdict>;
}

/** Keeps photographs. */
export interface PhotoStore {
  /** Durable when it resolves; returns the SHA-256 of the bytes. */
  saveFile(bytes: Uint8Array): Promise<Digest>;
}

export const systemClock = (): Clock => {
  const start = performance.now();
  return {
    now: () => new Date(),
    monoMs: () => performance.now() - start,
    after(ms, act) {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  };
};
