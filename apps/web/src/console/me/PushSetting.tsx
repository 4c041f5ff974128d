import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { useSession } from '../session/session.ts';
import { type PushState, pushState, turnPushOn } from './push.ts';

export function PushSetting() {
  const { t, language } = useWords();
  const { town } = useSession();
  const [state, setState] = useState<PushState | 'failed' | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    pushState().then(setState, () => setState('unsupported'));
  }, []);
  const turnOn = async () => {
    setIsBusy(true);
    setState(await turnPushOn(town.pushKey, language));
    setIsBusy(false);
  };
  return (
    <section className="card stack" aria-labelledby="push">
      <h2 id="push">{t('push.title')}</h2>
      <p className="soft">{t('push.lead')}</p>
      {state === 'on' && <Banner tone="good" role="status" title={t('push.isOn')} />}
      {state === 'denied' && <Banner tone="wait" role="status" title={t('push.denied')} />}
      {state === 'unsupported' && <Banner tone="plain" title={t('push.unsupported')} />}
      {state === 'failed' && <Banner tone="wait" role="alert" title={t('push.failed')} />}
      {(state === 'off' || state === 'failed') && (
        <div>
          <Button disabled={isBusy} onClick={() => void turnOn()}>
            {t('push.on')}
          </Button>
        </div>
      )}
    </section>
  );
}
