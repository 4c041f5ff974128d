import type { RequestDetail } from '@yinzheng/contract';
import type { Verdict } from '@yinzheng/ledger';
import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { waysToSign } from '../passkeys/signing.ts';
import { useSession } from '../session/session.ts';
import { PasskeyGuide } from './PasskeyGuide.tsx';
import { SigningDialog } from './SigningDialog.tsx';

interface Props {
  readonly request: RequestDetail;
  readonly onDecided: (request: RequestDetail) => void;
}

/** The approver's choice; signing follows in a dialog, after this device has checked what is to be signed. */
export function DecisionPanel({ request, onDecided }: Props) {
  const { t } = useWords();
  const { me } = useSession();
  const [reason, setReason] = useState('');
  const [isReasonMissing, setIsReasonMissing] = useState(false);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const { device, sample } = waysToSign(
    me.person.id,
    me.passkeys.filter((it) => it.inRoster),
  );
  if (device.length === 0 && !sample) return <PasskeyGuide />;

  const choose = (it: Verdict) => {
    const isMissing = it !== 'approve' && !reason.trim();
    setIsReasonMissing(isMissing);
    if (!isMissing) setVerdict(it);
  };
  return (
    <section className="card stack" aria-labelledby="decide" data-testid="decide">
      <h2 id="decide">{t('decide.title')}</h2>
      <p>{t('decide.lead')}</p>
      <Field label={t('decide.reason')} hint={t('decide.reasonHint')} error={isReasonMissing ? t('decide.reasonNeeded') : undefined}>
        {(control) => <textarea {...control} value={reason} maxLength={400} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <Button look="primary" isWide onClick={() => choose('approve')} data-testid="approve">
        {t('decide.approve')}
      </Button>
      <div className="actions">
        <Button onClick={() => choose('return')} data-testid="return">
          {t('decide.return')}
        </Button>
        <Button onClick={() => choose('reject')} data-testid="reject">
          {t('decide.reject')}
        </Button>
      </div>
      {verdict && (
        <SigningDialog request={request} verdict={verdict} reason={reason.trim()} onClose={() => setVerdict(null)} onDecided={onDecided} />
      )}
    </section>
  );
}
