import type { Params } from '../check.ts';
import type { Digest } from '../encoding.ts';
import type { EntryKind } from '../entry.ts';
import { type Problem, problem } from '../receipt/report.ts';

/** Something in a log that does not hold, in one sentence. `where`: `entry 12`, or the file's path. */
export interface LogProblem extends Problem {
  /** The entry's place in the log. */
  readonly index?: number;
  readonly path?: string;
  /** Where in the file. */
  readonly byte?: number;
}

/** What the log is, and what was looked at. */
export interface LogReport {
  readonly ok: boolean;
  /** Everything holds but that fewer witnesses cosigned the checkpoint than the policy asks for. */
  readonly isAwaitingWitnesses: boolean;
  /** Null when there is none that could be read. */
  readonly checkpoint: {
    readonly origin: string;
    readonly size: number;
    readonly root: Digest;
    /** Those of the policy who cosigned it, and when, in seconds since 1970. */
    readonly witnesses: readonly { readonly name: string; readonly timeS: number }[];
  } | null;
  /** Those of files first, then those of entries in the order of the log; as many as were asked for. */
  readonly problems: readonly LogProblem[];
  /** What is no failure, but must be told. */
  readonly remarks: readonly Problem[];
  /** False when the check ended early: too many problems, or no checkpoint to begin with. */
  readonly isComplete: boolean;
  readonly entries: Readonly<Partial<Record<EntryKind, number>>>;
  readonly bytes: number;
  readonly tiles: number;
  /** Signatures inside entries that were verified. */
  readonly signatures: number;
  readonly machines: number;
  readonly roster: { readonly founding: Digest; readonly seq: number } | null;
}

export const atEntry = (code: string, index: number, params?: Params): LogProblem => ({
  ...problem(code, `entry ${index}`, { index, ...params }),
  index,
});

export const inFile = (code: string, path: string, params?: Params & { readonly byte?: number }): LogProblem => ({
  ...problem(code, path, { path, ...params }),
  path,
  ...(params?.byte === undefined ? {} : { byte: params.byte }),
});

/** Gathers what is found, up to a bound: a log that is all wrong is told from its first lines. */
export interface Findings {
  add(problem: LogProblem): void;
  readonly isFull: boolean;
  readonly count: number;
  sorted(): readonly LogProblem[];
}

export function findings(most: number): Findings {
  const found: LogProblem[] = [];
  return {
    add: (it) => {
      if (found.length < most) found.push(it);
    },
    get isFull() {
      return found.length >= most;
    },
    get count() {
      return found.length;
    },
    // Signatures are checked beside the rest, so they come late.
    sorted: () => found.toSorted((a, b) => (a.index ?? -1) - (b.index ?? -1)),
  };
}
