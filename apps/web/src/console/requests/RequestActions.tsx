import type { RequestDetail } from '@yinzheng/contract';
import { useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { ReceiptButton } from './ReceiptButton.tsx';

interface Props {
  readonly request: RequestDetail;
  readonly onChanged: (request: RequestDetail) => void;
}

const PRINTED_FROM = ['approved', 'authorised', 'using', 'completed'];

export function RequestActions({ request, onChanged }: Props) {
  const { t } = useWords();
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [isAwaiting, setIsAwaiting] = useState(false);
  const withdraw = async () => {
    setIsAsking(false);
    const answer = await call('POST /api/v1/requests/:request/withdrawal', { params: { request: request.id } });
    if (answer.ok) onChanged(answer.value);
    else setProblem(answer.problem);
  };
  const mayPrint = !request.erased && request.pages.length > 0 && PRINTED_FROM.includes(request.state);
  return (
    <div className="stack tight">
      <div className="actions">
        {mayPrint && (
          <a className="button" href={request.printUrl} target="_blank" rel="noreferrer" data-testid="print">
            {t('request.print')}
          </a>
        )}
        {request.state === 'completed' && <ReceiptButton request={request} onProblem={setProblem} onSaved={setIsAwaiting} />}
        {request.mayWithdraw && <Button onClick={() => setIsAsking(true)}>{t('request.withdraw')}</Button>}
      </div>
      {problem && <ProblemNotice problem={problem} />}
      {isAwaiting && !problem && (
        <Banner tone="wait" role="status" title={t('request.awaitingWitnesses')}>
          {t('request.awaitingWitnessesText')}
        </Banner>
      )}
      {isAsking && (
        <Dialog label={t('request.withdraw')} onClose={() => setIsAsking(false)}>
          <div className="stack">
            <p>{t('request.withdrawAsk')}</p>
            <div className="actions">
              <Button onClick={() => setIsAsking(false)}>{t('common.cancel')}</Button>
              <Button look="primary" onClick={() => void withdraw()}>
                {t('request.withdrawYes')}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </div>
  );
}
