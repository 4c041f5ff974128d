import type { RequestDetail } from '@yinzheng/contract';
import type { Verdict } from '@yinzheng/ledger';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useSession } from '../session/session.ts';
import { useOffer } from './offer.ts';
import { SignOffer } from './SignOffer.tsx';

interface Props {
  readonly request: RequestDetail;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly onClose: () => void;
  readonly onDecided: (request: RequestDetail) => void;
}

/** Checks first, then a second tap signs: the passkey prompt follows a tap at once, as browsers demand. */
export function SigningDialog({ request, verdict, reason, onClose, onDecided }: Props) {
  const { t } = useWords();
  const { me } = useSession();
  const offer = useOffer({ request, approver: me.person.id, verdict, reason });
  return (
    <Dialog label={t('decide.checkTitle')} onClose={onClose}>
      <div className="stack" aria-live="polite">
        <h2>{t('decide.checkTitle')}</h2>
        <p>
          <strong>{t('decide.summary', { verdict: t(`decide.${verdict}`) })}</strong>
          <br />
          {request.title}
          {reason && (
            <>
              <br />
              <span className="small">{t('request.reason', { reason })}</span>
            </>
          )}
        </p>
        {offer.kind === 'checking' && <Waiting text={t('decide.checking')} />}
        {offer.kind === 'refused' && <ProblemNotice problem={offer.problem} />}
        {offer.kind === 'checked' && (
          <SignOffer
            request={request}
            offered={offer.offered}
            checked={offer.checked}
            onDecided={(it) => {
              onClose();
              onDecided(it);
            }}
          />
        )}
        <Button isWide onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
