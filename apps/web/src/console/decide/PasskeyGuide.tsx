import { useWords } from '../../i18n/use-words.ts';
import { PasskeyList } from '../passkeys/PasskeyList.tsx';
import { PasskeyRegistration } from '../passkeys/PasskeyRegistration.tsx';
import { useSession } from '../session/session.ts';

/** For an approver whose keys do not count yet: how to get one that does. */
export function PasskeyGuide() {
  const { t } = useWords();
  const { me } = useSession();
  const isWaiting = me.passkeys.some((it) => !it.inRoster);
  // A sample key of the roster that another browser keeps.
  const isElsewhere = !isWaiting && me.passkeys.length > 0;
  return (
    <section className="card stack" aria-labelledby="decide" data-testid="passkey-guide">
      <h2 id="decide">{t(isWaiting ? 'passkey.guideWaitTitle' : 'passkey.guideTitle')}</h2>
      <p>{t(isElsewhere ? 'passkey.elsewhere' : isWaiting ? 'passkey.guideWaitText' : 'passkey.guideText')}</p>
      {me.passkeys.length > 0 && <PasskeyList />}
      <PasskeyRegistration />
    </section>
  );
}
