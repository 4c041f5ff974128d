import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useSession } from '../session/session.ts';
import { DeviceRefusalNotice } from './DeviceRefusalNotice.tsx';
import { type Registered, registerDevice, registerSample } from './register.ts';

/** Registers a passkey of this device or, in a sample town, one in software. */
export function PasskeyRegistration() {
  const { t } = useWords();
  const { me, town, setMe } = useSession();
  const [label, setLabel] = useState<string>(t('passkey.labelDefault'));
  const [isBusy, setIsBusy] = useState(false);
  const [result, setResult] = useState<Registered | null>(null);
  const canUseDevice = browserSupportsWebAuthn();

  const register = async (ask: () => Promise<Registered>) => {
    setIsBusy(true);
    setResult(null);
    const it = await ask();
    setIsBusy(false);
    setResult(it);
    if (it.ok) setMe(it.me);
  };

  return (
    <div className="stack">
      {canUseDevice ? (
        <>
          <Field label={t('passkey.label')}>
            {(control) => <input {...control} value={label} onChange={(e) => setLabel(e.target.value)} maxLength={64} />}
          </Field>
          <Button look="primary" disabled={isBusy || !label.trim()} onClick={() => void register(() => registerDevice(label.trim()))}>
            {t('passkey.add')}
          </Button>
        </>
      ) : (
        <Banner tone="plain">{t('passkey.unsupported')}</Banner>
      )}
      {town.isSample && (
        <div className="stack tight">
          <Button
            disabled={isBusy}
            data-testid="add-sample-passkey"
            onClick={() => void register(() => registerSample(town, me.person.id, t('passkey.labelSample')))}
          >
            {t('passkey.addSample')}
          </Button>
          <p className="small soft">{t('passkey.sampleHint')}</p>
        </div>
      )}
      {result?.ok && <Banner tone="good" role="status" title={t('passkey.added')} />}
      {result && 'problem' in result && <ProblemNotice problem={result.problem} />}
      {result && 'refusal' in result && <DeviceRefusalNotice refusal={result.refusal} />}
    </div>
  );
}
