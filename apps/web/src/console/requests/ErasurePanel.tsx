import type { RequestDetail } from '@yinzheng/contract';
import { useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { AskErasure } from './AskErasure.tsx';

interface Props {
  readonly request: RequestDetail;
  readonly onChanged: () => void;
}

type Open = NonNullable<RequestDetail['erasure']>;

/** Forgetting: one asks, another one who watches confirms. Nothing where there is nothing to do. */
export function ErasurePanel({ request, onChanged }: Props) {
  const { t, time } = useWords();
  const [isAsking, setIsAsking] = useState(false);
  const { erasure, mayAskErasure, mayAnswerErasure } = request;
  if (!erasure && !mayAskErasure) return null;
  return (
    <section className="card stack" aria-labelledby="erasure" data-testid="erasure">
      <h2 id="erasure">{t('erasure.title')}</h2>
      {erasure && (
        <Banner tone="wait" title={t('erasure.waiting')}>
          {t('erasure.asked', { name: erasure.askedBy.name, at: time(erasure.askedAt), ground: t(`erased.ground.${erasure.ground}`) })}
        </Banner>
      )}
      {erasure && mayAnswerErasure && <AnswerErasure request={request} erasure={erasure} onChanged={onChanged} />}
      {mayAskErasure && (
        <>
          <p className="small">{t('erasure.lead')}</p>
          <Button onClick={() => setIsAsking(true)} data-testid="ask-erasure">
            {t('erasure.ask')}
          </Button>
        </>
      )}
      {isAsking && <AskErasure request={request} onClose={() => setIsAsking(false)} onAsked={onChanged} />}
    </section>
  );
}

function AnswerErasure({ request, erasure, onChanged }: Props & { readonly erasure: Open }) {
  const { t, time } = useWords();
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [isSure, setIsSure] = useState(false);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const { retainedUntil } = request;
  const isEarly = retainedUntil !== undefined && retainedUntil > new Date().toISOString();

  const answer = async (verdict: 'confirmed' | 'refused') => {
    setIsSure(false);
    const answered = await call('POST /api/v1/erasures/:erasure/answer', {
      params: { erasure: erasure.id },
      body: { verdict, ...(reason.trim() ? { reason: reason.trim() } : {}) },
    });
    if (answered.ok) onChanged();
    else setProblem(answered.problem);
  };
  const confirm = () => {
    const lacksReason = isEarly && !reason.trim();
    setIsMissing(lacksReason);
    setIsSure(!lacksReason);
  };
  return (
    <>
      {isEarly && (
        <Field
          label={t('erasure.reason')}
          hint={t('erasure.reasonHint', { at: time(retainedUntil) })}
          error={isMissing ? t('erasure.reasonNeeded') : undefined}
        >
          {(control) => <textarea {...control} value={reason} maxLength={400} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      )}
      {problem && <ProblemNotice problem={problem} />}
      <div className="actions">
        <Button look="primary" onClick={confirm} data-testid="confirm-erasure">
          {t('erasure.confirm')}
        </Button>
        <Button onClick={() => void answer('refused')}>{t('erasure.refuse')}</Button>
      </div>
      {isSure && (
        <Dialog label={t('erasure.confirm')} onClose={() => setIsSure(false)}>
          <div className="stack">
            <p>{t('erasure.sure')}</p>
            <div className="actions">
              <Button onClick={() => setIsSure(false)}>{t('common.cancel')}</Button>
              <Button look="primary" onClick={() => void answer('confirmed')} data-testid="erase">
                {t('erasure.confirm')}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
