import type { ArchiveReport, UseAccount } from '@yinzheng/ledger';

/** Ids as people call them, where a server told the name. */
export interface Named {
  readonly seal: (id: string) => string;
  readonly body: (id: string) => string;
  readonly matter: (code: string) => string;
  readonly person: (id: string) => string;
  readonly division: (code: string) => string;
}

const lookUp =
  (names: Readonly<Record<string, string>>) =>
  (id: string): string =>
    Object.hasOwn(names, id) ? (names[id] ?? id) : id;

export const namedBy = ({ names }: ArchiveReport): Named => ({
  seal: lookUp(names.seals),
  body: lookUp(names.bodies),
  matter: lookUp(names.matters),
  person: lookUp(names.people),
  division: lookUp(names.divisions),
});

/** What is known of a request's content: its words, that they were erased, or that they are not in the archive. */
export function contentOf({ opened, audit }: ArchiveReport, use: UseAccount) {
  const content = opened.get(use.request)?.content;
  if (content) return { kind: 'opened', content } as const;
  return audit?.erased.has(use.content) ? ({ kind: 'erased' } as const) : ({ kind: 'closed' } as const);
}
