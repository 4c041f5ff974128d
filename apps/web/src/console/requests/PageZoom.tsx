import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { PagePicture, type SheetPage } from './PagePicture.tsx';

interface Props {
  readonly page: SheetPage;
  readonly pages: number;
  readonly onGo: (by: 1 | -1) => void;
  readonly onClose: () => void;
}

/** As many times the screen's width. */
const SCALES = [1, 1.75, 3] as const;

/** One page over the whole screen; drag to move, pinch or press to enlarge. */
export function PageZoom({ page, pages, onGo, onClose }: Props) {
  const { t } = useWords();
  const [level, setLevel] = useState(0);
  const scale = SCALES[level] ?? 1;
  return (
    <Dialog isFull label={t('request.zoom', { page: page.page })} onClose={onClose}>
      <div className="zoom">
        <div className="zoom-bar">
          <strong>{t('common.pageOf', { page: page.page, pages })}</strong>
          <Button onClick={onClose}>{t('common.close')}</Button>
        </div>
        <div className="zoom-page" data-scale={level}>
          <PagePicture key={page.page} page={page} width={scale > 1 ? 2400 : 1600} isEager />
        </div>
        <div className="zoom-bar">
          <Button onClick={() => onGo(-1)} disabled={page.page === 1} aria-label={t('request.previous')}>
            ←
          </Button>
          <Button onClick={() => setLevel((it) => Math.max(0, it - 1))} disabled={level === 0}>
            {t('request.zoomOut')}
          </Button>
          <Button onClick={() => setLevel((it) => Math.min(SCALES.length - 1, it + 1))} disabled={level === SCALES.length - 1}>
            {t('request.zoomIn')}
          </Button>
          <Button onClick={() => onGo(1)} disabled={page.page === pages} aria-label={t('request.next')}>
            →
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
