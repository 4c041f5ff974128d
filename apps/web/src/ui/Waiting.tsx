import { useWords } from '../i18n/use-words.ts';

export function Waiting({ text }: { readonly text?: string }) {
  const { t } = useWords();
  return (
    <p className="waiting" role="status">
      {text ?? t('common.loading')}
    </p>
  );
}
