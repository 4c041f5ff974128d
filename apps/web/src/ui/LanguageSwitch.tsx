import { chooseLanguage } from '../i18n/i18n.ts';
import { useWords } from '../i18n/use-words.ts';
import { Button } from './Button.tsx';

export function LanguageSwitch() {
  const { t, language } = useWords();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <Button look="quiet" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => void chooseLanguage(other)} data-testid="language">
      {t('app.switchTo')}
    </Button>
  );
}
