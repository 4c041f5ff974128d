import { useMemo, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Button } from '../ui/Button.tsx';
import { chooseUses, NO_WISH, type Wish } from './lists.ts';
import type { SeenArchive } from './seen.ts';
import { UseFilter } from './UseFilter.tsx';
import { UseRow } from './UseRow.tsx';

const A_PAGE = 50;

/** What the reader looked for stays when he comes back from a record. */
let kept: { wish: Wish; page: number } = { wish: NO_WISH, page: 0 };

/** Every request of the archive, to be searched and narrowed down. */
export function UsesPage({ report, named, flagged }: SeenArchive) {
  const { t } = useWords();
  const [{ wish, page }, set] = useState(kept);
  const change = (next: { wish: Wish; page: number }) => {
    kept = next;
    set(next);
  };
  const uses = useMemo(() => chooseUses(report, wish, flagged), [report, wish, flagged]);
  const pages = Math.max(1, Math.ceil(uses.length / A_PAGE));
  const at = Math.min(page, pages - 1);
  const isEmpty = report.audit?.uses.length === 0;
  return (
    <div className="stack">
      <h1>{t('audit.nav.uses')}</h1>
      {isEmpty ? (
        <p className="empty">{t('audit.filter.noneAtAll')}</p>
      ) : (
        <>
          <UseFilter report={report} named={named} wish={wish} onWish={(next) => change({ wish: next, page: 0 })} />
          <p className="soft" role="status" data-testid="found">
            {t('audit.filter.found', { count: uses.length })}
          </p>
          {uses.length === 0 && <p className="empty">{t('audit.filter.none')}</p>}
          <ul className="uses" data-testid="uses">
            {uses.slice(at * A_PAGE, (at + 1) * A_PAGE).map((use) => (
              <UseRow key={use.request} use={use} report={report} named={named} isFlagged={flagged.has(use.request)} />
            ))}
          </ul>
          {pages > 1 && (
            <div className="row spread">
              <Button disabled={at === 0} onClick={() => change({ wish, page: at - 1 })}>
                {t('audit.filter.previous')}
              </Button>
              <span>{t('common.pageOf', { page: at + 1, pages })}</span>
              <Button disabled={at === pages - 1} onClick={() => change({ wish, page: at + 1 })}>
                {t('audit.filter.next')}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}
