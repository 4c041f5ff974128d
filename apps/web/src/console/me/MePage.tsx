import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx';
import { PasskeyList } from '../passkeys/PasskeyList.tsx';
import { PasskeyRegistration } from '../passkeys/PasskeyRegistration.tsx';
import { useSession } from '../session/session.ts';
import { PushSetting } from './PushSetting.tsx';

export function MePage() {
  const { t } = useWords();
  const { me, signOut } = useSession();
  return (
    <div className="stack loose">
      <h1>{t('me.title')}</h1>
      <section className="card stack" aria-label={t('me.posts')}>
        <h2>{me.person.name}</h2>
        <ul className="stack tight">
          {me.posts.map((it) => (
            <li key={`${it.post} ${it.body.id}`}>
              <span className="badge">{t(`post.${it.post}`)}</span> {it.body.name}
            </li>
          ))}
          {me.isOfficer && (
            <li>
              <span className="badge">{t('me.officer')}</span>
            </li>
          )}
          {me.posts.length === 0 && !me.isOfficer && <li className="soft">{t('me.noPosts')}</li>}
        </ul>
        <div className="row">
          <Button onClick={() => void signOut()}>{t('me.signOut')}</Button>
          <LanguageSwitch />
        </div>
      </section>
      <section className="card stack" aria-labelledby="passkeys">
        <h2 id="passkeys">{t('passkey.title')}</h2>
        <p className="soft">{t('passkey.lead')}</p>
        <PasskeyList />
        <PasskeyRegistration />
      </section>
      <PushSetting />
    </div>
  );
}
