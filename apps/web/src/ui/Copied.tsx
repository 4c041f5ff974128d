import { useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Button } from './Button.tsx';

/** A long string in full, with a button that copies it. */
export function Copied({ label, value }: { readonly label: string; readonly value: string }) {
  const { t } = useWords();
  const [isCopied, setIsCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setIsCopied(true),
      () => setIsCopied(false), // the string is on the page, to be selected by hand
    );
  return (
    <div className="stack tight">
      <div className="row spread">
        <h3>{label}</h3>
        <Button look="quiet" onClick={() => void copy()} aria-label={`${t('common.copy')} ${label}`}>
          <span aria-live="polite">{isCopied ? t('common.copied') : t('common.copy')}</span>
        </Button>
      </div>
      <p className="keybox mono">{value}</p>
    </div>
  );
}
