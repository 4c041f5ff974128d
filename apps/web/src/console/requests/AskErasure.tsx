import type { ErasureGround, RequestDetail } from '@yinzheng/contract';
import { useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

interface Props {
  readonly request: RequestDetail;
  readonly onClose: () => void;
  readonly onAsked: () => void;
}

const GROUNDS: readonly ErasureGround[] = ['purpose-ended', 'retention-over', 'consent-withdrawn', 'unlawful'];
const ENDED = ['completed', 'rejected', 'returned', 'withdrawn', 'expired'];

/** On what ground, and which other requests of the same applicant: whose they are among people of one name, the asker must know. */
export function AskErasure({ request, onClose, onAsked }: Props) {
  const { t } = useWords();
  const [ground, setGround] = useState<ErasureGround>('consent-withdrawn');
  const [also, setAlso] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const found = useAnswer(`applicant of ${request.id}`, () =>
    call('POST /api/v1/applicant-searches', { body: { applicant: request.applicant } }),
  );
  const others = (found.value ?? []).filter(({ id, state }) => id !== request.id && ENDED.includes(state));
  const toggle = (id: string) => setAlso((ids) => (ids.includes(id) ? ids.filter((it) => it !== id) : [...ids, id]));
  const send = async () => {
    const asked = await call('POST /api/v1/erasures', { body: { requests: [request.id, ...also], ground } });
    if (!asked.ok) return setProblem(asked.problem);
    onAsked();
    onClose();
  };
  return (
    <Dialog label={t('erasure.ask')} onClose={onClose}>
      <div className="stack">
        <h2>{t('erasure.ask')}</h2>
        <p>{t('erasure.askLead')}</p>
        <Field label={t('erasure.groundLabel')} hint={t('erasure.groundHint')}>
          {(control) => (
            <select {...control} value={ground} onChange={(event) => setGround(event.target.value as ErasureGround)}>
              {GROUNDS.map((it) => (
                <option key={it} value={it}>
                  {t(`erased.ground.${it}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {others.length > 0 && (
          <fieldset className="stack tight erasure-others">
            <legend>{t('erasure.also')}</legend>
            {others.map(({ id, title }) => (
              <label key={id} className="row">
                <input type="checkbox" checked={also.includes(id)} onChange={() => toggle(id)} />
                <span>{title}</span>
              </label>
            ))}
          </fieldset>
        )}
        {problem && <ProblemNotice problem={problem} />}
        <div className="actions">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" onClick={() => void send()} data-testid="send-erasure">
            {t('erasure.send')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
