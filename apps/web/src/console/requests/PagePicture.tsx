import type { RequestDetail } from '@yinzheng/contract';
import { type CSSProperties, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';

export type SheetPage = RequestDetail['pages'][number];

interface Props {
  readonly page: SheetPage;
  /** Width of the picture asked for, in pixels. */
  readonly width: number;
  readonly isEager?: boolean;
}

/** The server's picture of one fixed page, with its place kept while it loads. */
export function PagePicture({ page, width, isEager = false }: Props) {
  const { t } = useWords();
  const [hasFailed, setHasFailed] = useState(false);
  const height = Math.round((width * page.heightMm) / page.widthMm);
  if (hasFailed) return <span className="page-failed">{t('request.pictureFailed')}</span>;
  return (
    <img
      className="page-picture"
      src={`${page.preview}?width=${width}`}
      alt={t('request.picture', { page: page.page })}
      width={width}
      height={height}
      style={{ '--shape': width / height } as CSSProperties}
      loading={isEager ? 'eager' : 'lazy'}
      decoding="async"
      onError={() => setHasFailed(true)}
    />
  );
}
