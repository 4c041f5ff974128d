import { Link, useSearchParams } from 'wouter';
import { call } from '../../api/client.ts';
import type { Me } from '../../api/types.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading } from '../../ui/Loading.tsx';
import { useLive } from '../notices/live.ts';
import { holds, useSession } from '../session/session.ts';
import { RequestCard } from './RequestCard.tsx';
import './requests.css';

type Box = 'to-decide' | 'mine' | 'to-stamp' | 'all';

/** The boxes that a person's posts give a use for; the first one opens. */
function boxesOf(me: Me): readonly Box[] {
  const boxes: Box[] = [];
  if (holds(me, 'approver')) boxes.push('to-decide');
  if (holds(me, 'clerk')) boxes.push('mine', 'to-stamp');
  return [...boxes, 'all'];
}

export function RequestsPage() {
  const { t } = useWords();
  const { me } = useSession();
  const [search] = useSearchParams();
  const boxes = boxesOf(me);
  const box = boxes.find((it) => it === search.get('box')) ?? boxes[0] ?? 'all';
  const requests = useAnswer(`requests ${box}`, () => call('GET /api/v1/requests', { query: { box } }));
  useLive(requests.reload);
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{t('requests.title')}</h1>
        {holds(me, 'clerk') && (
          <Link className="button primary" href="/requests/new">
            {t('nav.newRequest')}
          </Link>
        )}
      </div>
      <nav className="tabs" aria-label={t('requests.boxes')}>
        {boxes.map((it) => (
          <Link key={it} href={`/requests?box=${it}`} aria-current={it === box ? 'page' : undefined}>
            {t(`requests.box.${it}`)}
          </Link>
        ))}
      </nav>
      <Loading of={requests}>
        {(list) =>
          list.length === 0 ? (
            <p className="empty">{t(`requests.empty.${box}`)}</p>
          ) : (
            <ul className="request-list" data-testid="requests">
              {list.map((it) => (
                <li key={it.id}>
                  <RequestCard request={it} />
                </li>
              ))}
            </ul>
          )
        }
      </Loading>
    </div>
  );
}
