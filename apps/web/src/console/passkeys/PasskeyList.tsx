import { useWords } from '../../i18n/use-words.ts';
import { useSession } from '../session/session.ts';
import { storedSamplePasskey } from './sample-passkey.ts';

export function PasskeyList() {
  const { t, time } = useWords();
  const { me } = useSession();
  const here = storedSamplePasskey(me.person.id)?.credentialId;
  if (me.passkeys.length === 0) return <p className="empty">{t('passkey.none')}</p>;
  return (
    <ul className="stack tight" data-testid="passkeys">
      {me.passkeys.map((it) => (
        <li key={it.kid} className="stack tight" data-in-roster={it.inRoster}>
          <div className="row">
            <strong>{it.label}</strong>
            {it.isSample && <span className="badge sample">{t('passkey.sample')}</span>}
            {it.credentialId === here && <span className="badge">{t('passkey.onThisBrowser')}</span>}
          </div>
          <span className={`badge ${it.inRoster ? 'good' : 'wait'}`}>{t(it.inRoster ? 'passkey.inRoster' : 'passkey.waiting')}</span>
          <span className="small soft">{t('passkey.createdAt', { at: time(it.createdAt) })}</span>
        </li>
      ))}
    </ul>
  );
}
