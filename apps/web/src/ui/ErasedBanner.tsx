import type { PublicRecord } from '@yinzheng/contract';
import { useWords } from '../i18n/use-words.ts';
import { Banner } from './Banner.tsx';

/** Not an alarm: somebody was forgotten by law, and what was proved stays proved. */
export function ErasedBanner({ erased }: { readonly erased: NonNullable<PublicRecord['erased']> }) {
  const { t, time } = useWords();
  return (
    <div data-testid="erased">
      <Banner tone="plain" title={t('erased.title')}>
        <p>{t('erased.text', { at: time(erased.at), ground: t(`erased.ground.${erased.ground}`) })}</p>
        {erased.isEarly && <p className="small">{t('erased.early')}</p>}
      </Banner>
    </div>
  );
}
