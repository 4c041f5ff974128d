import { useTranslation } from 'react-i18next';
import type { Language } from './i18n.ts';

/** Everything is a town's official time: Beijing time, whatever the reader's device says. */
const ZONE = 'Asia/Shanghai';

const MOMENT = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' });

/** Words, and how times and bilingual sentences are written in the reader's language. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: ZONE, ...options });
  return {
    t,
    language,
    say: (it: { readonly zh: string; readonly en: string }): string => it[language],
    time: (instant: string): string => format({ dateStyle: 'long', timeStyle: 'short' }).format(new Date(instant)),
    /** For narrow columns: `2026-11-22 14:03`. */
    moment: (instant: string): string => MOMENT.format(new Date(instant)),
    shortTime: (instant: string): string =>
      format({ month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(instant)),
  };
}
