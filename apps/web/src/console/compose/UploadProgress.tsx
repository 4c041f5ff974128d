import { useWords } from '../../i18n/use-words.ts';
import { Waiting } from '../../ui/Waiting.tsx';

/** First the sending, then the server's making of the pages, which tells no share. */
export function UploadProgress({ share }: { readonly share: number }) {
  const { t } = useWords();
  if (share >= 1) return <Waiting text={t('newRequest.preparing')} />;
  const percent = Math.round(share * 100);
  return (
    <div className="stack tight">
      <progress value={share} max={1} aria-label={t('newRequest.sending', { percent })} />
      <span className="small">{t('newRequest.sending', { percent })}</span>
    </div>
  );
}
