import type { Matter } from '@yinzheng/contract';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';

/** The stop: why it may not be issued, and where the applicant goes instead. */
export function BarredNotice({ matter }: { readonly matter: Matter }) {
  const { t } = useWords();
  return (
    <div data-testid="barred">
      <Banner tone="bad" role="alert" title={t('newRequest.barredTitle', { name: matter.name })}>
        <p>
          <strong>{t('newRequest.barredOffice', { office: matter.office ?? '' })}</strong>
        </p>
        <p>{t('newRequest.barredText', { basis: matter.basis })}</p>
        <p>{t('newRequest.barredStop')}</p>
      </Banner>
    </div>
  );
}
