import type { PasskeyAssertion } from '@yinzheng/ledger';
import { useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { useSession } from '../session/session.ts';
import { DeviceRefusalNotice } from './DeviceRefusalNotice.tsx';
import type { Asked, DeviceRefusal } from './device.ts';
import { type Credential, signByDevice, signBySample, waysToSign } from './signing.ts';

interface Props {
  /** What is signed, base64url; the caller has checked what it stands for. */
  readonly challenge: string;
  readonly rpId: string;
  readonly credentials: readonly Credential[];
  readonly isBusy: boolean;
  readonly onSigned: (assertion: PasskeyAssertion) => Promise<void>;
}

/** Signs with the person's device or, in a sample town, with the sample passkey of this browser. */
export function SignButtons({ challenge, rpId, credentials, isBusy, onSigned }: Props) {
  const { t } = useWords();
  const { me } = useSession();
  const [isAsking, setIsAsking] = useState(false);
  const [refusal, setRefusal] = useState<DeviceRefusal | null>(null);
  const { device, sample } = waysToSign(me.person.id, credentials);

  const sign = async (ask: () => Promise<Asked<PasskeyAssertion>>) => {
    setIsAsking(true);
    setRefusal(null);
    const asked = await ask();
    setIsAsking(false);
    if (asked.ok) await onSigned(asked.value);
    else setRefusal(asked.refusal);
  };
  const isWaiting = isAsking || isBusy;
  return (
    <div className="stack tight">
      {refusal && <DeviceRefusalNotice refusal={refusal} />}
      {device.length > 0 && (
        <Button
          look="primary"
          isWide
          disabled={isWaiting}
          onClick={() => void sign(() => signByDevice(challenge, rpId, device))}
          data-testid="sign"
        >
          {t(isAsking ? 'decide.signing' : isBusy ? 'decide.sending' : 'decide.sign')}
        </Button>
      )}
      {sample && (
        <Button
          look={device.length > 0 ? 'plain' : 'primary'}
          isWide
          disabled={isWaiting}
          onClick={() => void sign(() => signBySample(me.person.id, challenge))}
          data-testid="sign-sample"
        >
          {t('decide.signSample')}
        </Button>
      )}
      {device.length === 0 && !sample && (
        <Banner tone="wait" role="alert" title={t(credentials.length > 0 ? 'passkey.elsewhere' : 'passkey.none')}>
          <Link className="button" href="/me">
            {t('passkey.toMine')}
          </Link>
        </Banner>
      )}
    </div>
  );
}
