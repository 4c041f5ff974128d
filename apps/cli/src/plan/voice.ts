import type { PlannerProblem, Violation } from '@yinzheng/planner';
import { type Bilingual, chooseLanguages } from '../language.ts';
import { plain, plainLines, type Terminal } from '../terminal.ts';

/** Speaks to the reader in one language or both: answers to standard output, everything else to standard error. */
export interface Voice {
  answer(text: Bilingual): void;
  tell(text: Bilingual): void;
  list(problems: readonly (PlannerProblem | Violation)[]): void;
}

/** A table with one column wrong has the same mistake in every row. */
const MOST_OF_A_KIND = 20;

export function voiceOf(terminal: Terminal, lang: string | undefined): Voice {
  const languages = chooseLanguages(lang, terminal.env);
  const say = (print: (line: string) => void, text: Bilingual): void => {
    for (const language of languages) print(plainLines(text[language]));
  };
  const tell = (text: Bilingual): void => say(terminal.complain, text);
  return {
    answer: (text) => say(terminal.print, text),
    tell,
    list: (problems) => {
      for (const [code, all] of Map.groupBy(problems, (it) => it.code)) {
        for (const { at, words } of all.slice(0, MOST_OF_A_KIND)) {
          terminal.complain(plain(`${at}: ${languages.map((language) => words[language]).join(' ')} [${code}]`));
        }
        const more = all.length - MOST_OF_A_KIND;
        if (more > 0) tell({ zh: `  ……还有 ${more} 处同类问题 [${code}]`, en: `  … and ${more} more of this kind [${code}]` });
      }
    },
  };
}
