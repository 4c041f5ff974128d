import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';

/** Links to the bytes that were hashed here, so that nobody has to trust the server's pictures of them. */
export function OriginalPages({ pages }: { readonly pages: readonly (Uint8Array<ArrayBuffer> | null)[] }) {
  const { t } = useWords();
  const [links, setLinks] = useState<readonly string[]>([]);
  useEffect(() => {
    const made = pages.map((it) => (it ? URL.createObjectURL(new Blob([it], { type: 'application/pdf' })) : ''));
    setLinks(made);
    return () => {
      for (const it of made) URL.revokeObjectURL(it);
    };
  }, [pages]);
  return (
    <details>
      <summary className="small">{t('decide.picturesNote')}</summary>
      <ul className="row small">
        {links.map((link, i) => (
          <li key={link}>
            <a href={link} target="_blank" rel="noreferrer">
              {t('decide.openPage', { page: i + 1 })}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
