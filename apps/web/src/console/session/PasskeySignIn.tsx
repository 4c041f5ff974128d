import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { DeviceRefusalNotice } from '../passkeys/DeviceRefusalNotice.tsx';
import { askDevice, type DeviceRefusal } from '../passkeys/device.ts';

export function PasskeySignIn({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { t } = useWords();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [refusal, setRefusal] = useState<DeviceRefusal | null>(null);
  if (!browserSupportsWebAuthn()) return <Banner tone="plain">{t('passkey.unsupported')}</Banner>;

  const signIn = async () => {
    setIsBusy(true);
    setProblem(null);
    setRefusal(null);
    const options = await call('POST /api/v1/session/passkey-options');
    if (!options.ok) setProblem(options.problem);
    else {
      const asked = await askDevice(options.value);
      if (!asked.ok) setRefusal(asked.refusal);
      else {
        const { credentialId, ...assertion } = asked.value;
        const answer = await call('POST /api/v1/session/passkey', {
          body: { credentialId, challenge: options.value.challenge, ...assertion },
        });
        if (answer.ok) onSignedIn();
        else setProblem(answer.problem);
      }
    }
    setIsBusy(false);
  };

  return (
    <div className="stack tight">
      <Button isWide disabled={isBusy} onClick={() => void signIn()}>
        {t('signIn.passkey')}
      </Button>
      <p className="soft small">{t('signIn.passkeyHint')}</p>
      {refusal && <DeviceRefusalNotice refusal={refusal} />}
      {problem && <ProblemNotice problem={problem} />}
    </div>
  );
}
