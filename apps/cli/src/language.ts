export type Language = 'zh' | 'en';
export type Bilingual = Readonly<Record<Language, string>>;

export const both = (zh: string, en: string): Bilingual => ({ zh, en });

/** The languages to answer in: as asked, else by the environment; both, Chinese first, where that says nothing. */
export function chooseLanguages(asked: string | undefined, env: Readonly<Record<string, string | undefined>>): readonly Language[] {
  const wish = asked ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '';
  if (wish.startsWith('zh')) return ['zh'];
  return wish.startsWith('en') ? ['en'] : ['zh', 'en'];
}
