import type { Bilingual, Language } from '../language.ts';
import type { Terminal } from '../terminal.ts';

const VALID = 0;
const INVALID = 1;
const NOT_ASKED = 2;

/** How `verify` says what it found, whatever it checked; each way answers with the exit code. */
export interface Answer {
  readonly terminal: Terminal;
  /** What was found: for programs as it is, for people in each of their languages. */
  give(ok: boolean, found: unknown, print: (language: Language) => void): number;
  /** The question was wrong, or could not be asked. */
  refuse(text: Bilingual): number;
  /** A line that is no part of the answer. */
  tell(text: Bilingual): void;
}

export function answerTo(terminal: Terminal, languages: readonly Language[], isJson: boolean): Answer {
  const complain = (text: Bilingual): void => {
    for (const language of languages) terminal.complain(text[language]);
  };
  return {
    terminal,
    give(ok, found, print) {
      if (isJson) terminal.print(JSON.stringify(found, null, 2));
      else
        for (const [at, language] of languages.entries()) {
          if (at > 0) terminal.print('');
          print(language);
        }
      return ok ? VALID : INVALID;
    },
    refuse(text) {
      complain(text);
      return NOT_ASKED;
    },
    tell: complain,
  };
}
