import { useWords } from '../i18n/use-words.ts';
import './sample-banner.css';

/** Says wherever it matters that nothing here has effect. */
export function SampleBanner({ of }: { readonly of: 'town' | 'record' }) {
  const { t } = useWords();
  return (
    <aside className="sample-banner" data-testid="sample">
      <span className="badge sample">{t('sample.banner')}</span>
      <span>{t(`sample.${of}`)}</span>
    </aside>
  );
}
