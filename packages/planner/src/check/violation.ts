import type { Words } from '../model/words.ts';

/** A promise or a fact that a plan does not keep; the code is stable. */
export interface Violation {
  readonly code: `check/${string}`;
  /** Vehicle and date, or call, as far as it is about one. */
  readonly at: string;
  readonly words: Words;
}

export type Tell = (code: Violation['code'], at: string, zh: string, en: string) => void;

/** `09:05`; after midnight it goes on, `24:30`. */
export const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(Math.floor(minutes % 60)).padStart(2, '0')}`;
