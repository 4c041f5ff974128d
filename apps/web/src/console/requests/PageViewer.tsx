import type { RequestDetail } from '@yinzheng/contract';
import { useRef, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';
import { PagePicture } from './PagePicture.tsx';
import { PageZoom } from './PageZoom.tsx';
import './pages.css';

/** The fixed pages side by side: swipe, or step with the buttons; a tap enlarges. */
export function PageViewer({ request }: { readonly request: RequestDetail }) {
  const { t } = useWords();
  const strip = useRef<HTMLOListElement>(null);
  const [shown, setShown] = useState(0);
  const [zoomed, setZoomed] = useState<number | null>(null);
  const { pages } = request;
  if (pages.length === 0) return <p className="empty">{t('request.documentHidden')}</p>;

  const go = (index: number) => strip.current?.children[index]?.scrollIntoView({ block: 'nearest', inline: 'start' });
  const scrolled = () => {
    const it = strip.current;
    if (it && it.clientWidth > 0) setShown(Math.min(pages.length - 1, Math.round(it.scrollLeft / it.clientWidth)));
  };
  const page = pages[zoomed ?? -1];
  return (
    <section className="stack tight" aria-labelledby="pages">
      <div className="row spread">
        <h2 id="pages">{t('request.pages')}</h2>
        <span className="small soft">{t('request.pagesLead', { pages: pages.length })}</span>
      </div>
      <ol className="page-strip" ref={strip} onScroll={scrolled} data-testid="pages">
        {pages.map((it, i) => (
          <li key={it.page}>
            {request.erased ? (
              <p className="page-failed">{t('erased.page', { page: it.page })}</p>
            ) : (
              <button type="button" className="page-button" onClick={() => setZoomed(i)} aria-label={t('request.zoom', { page: it.page })}>
                <PagePicture page={it} width={1000} isEager={i === 0} />
              </button>
            )}
            <p className="page-caption">
              <span>{t('common.pageOf', { page: it.page, pages: pages.length })}</span>
              <span className={`badge ${it.impressions > 0 ? 'sample' : ''}`}>
                {it.impressions > 0 ? t('request.impressions', { count: it.impressions }) : t('request.noImpression')}
              </span>
            </p>
          </li>
        ))}
      </ol>
      {pages.length > 1 && (
        <div className="row spread">
          <Button onClick={() => go(shown - 1)} disabled={shown === 0}>
            {t('request.previous')}
          </Button>
          <span className="small" aria-live="polite">
            {shown + 1} / {pages.length}
          </span>
          <Button onClick={() => go(shown + 1)} disabled={shown === pages.length - 1}>
            {t('request.next')}
          </Button>
        </div>
      )}
      {page && (
        <PageZoom page={page} pages={pages.length} onClose={() => setZoomed(null)} onGo={(by) => setZoomed((it) => (it ?? 0) + by)} />
      )}
    </section>
  );
}
