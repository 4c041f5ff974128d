import { Link } from 'wouter';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';
import { PushSetting } from '../me/PushSetting.tsx';
import { useNotices } from './live.ts';

export function NoticesPage() {
  const { t, say, time } = useWords();
  const { all, isLive, markRead } = useNotices();
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{t('notices.title')}</h1>
        <span className={`badge ${isLive ? 'good' : 'wait'}`} role="status">
          {t(isLive ? 'notices.live' : 'notices.notLive')}
        </span>
      </div>
      {all.length === 0 && <p className="empty">{t('notices.none')}</p>}
      <ul className="stack tight">
        {all.map((it) => (
          <li key={it.id} className="card stack tight">
            <div className="row spread">
              <span className={`badge ${it.isRead ? '' : 'wait'}`}>{t(`notices.${it.kind}`)}</span>
              <time className="small soft" dateTime={it.at}>
                {time(it.at)}
              </time>
            </div>
            <strong>{it.title || t('erased.title')}</strong>
            <p>{say(it.text)}</p>
            <div className="row">
              {it.request && (
                <Link className="button" href={`/requests/${it.request}`} onClick={() => void markRead(it.id)}>
                  {t('notices.open')}
                </Link>
              )}
              {!it.isRead && (
                <Button look="quiet" onClick={() => void markRead(it.id)}>
                  {t('notices.read')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <PushSetting />
    </div>
  );
}
