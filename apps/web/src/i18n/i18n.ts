import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { portalEn } from './portal.en.ts';
import { portalZh } from './portal.zh.ts';

export type Language = 'zh' | 'en';
type Words = { readonly [key: string]: string | Words };

const KEPT = 'yinzheng.language';

/** Chinese unless this browser's user once chose English. */
const chosen = (): Language => (localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh');

const show = (language: Language): void => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
};

/** Readies the words that both faces need; a face adds its own by `addWords` when its chunk arrives. */
export async function startLanguage(): Promise<void> {
  show(chosen());
  await i18next.use(initReactI18next).init({
    lng: chosen(),
    fallbackLng: 'zh',
    resources: { zh: { translation: portalZh }, en: { translation: portalEn } },
    interpolation: { escapeValue: false },
  });
}

export function addWords(words: Readonly<Record<Language, Words>>): void {
  for (const language of ['zh', 'en'] as const) i18next.addResourceBundle(language, 'translation', words[language], true, true);
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  show(language);
  await i18next.changeLanguage(language);
}
