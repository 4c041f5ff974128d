import type { RequestDetail } from '@yinzheng/contract';
import { useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { ImpressionsEditor } from './ImpressionsEditor.tsx';

interface Props {
  readonly request: RequestDetail;
  readonly onChanged: (request: RequestDetail) => void;
}

/** The clerk's last look at a draft: how often each page is stamped, then filing. */
export function FilePanel({ request, onChanged }: Props) {
  const { t } = useWords();
  const kept = request.pages.map((it) => it.impressions);
  const [impressions, setImpressions] = useState<readonly number[]>(kept);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const perCopy = impressions.reduce((sum, it) => sum + it, 0);
  const isNothing = perCopy === 0;
  const hasChanged = impressions.some((it, i) => it !== kept[i]);
  const params = { request: request.id };

  /** Keeps changed impressions first, so that what is filed is what is on the screen. */
  const file = async () => {
    setIsBusy(true);
    setProblem(null);
    const arranged = hasChanged
      ? await call('PUT /api/v1/requests/:request/impressions', { params, body: { impressions: [...impressions] } })
      : null;
    const filed = arranged?.ok === false ? arranged : await call('POST /api/v1/requests/:request/filing', { params });
    setIsBusy(false);
    if (filed.ok) onChanged(filed.value);
    else setProblem(filed.problem);
  };

  return (
    <section className="card stack" aria-labelledby="filing">
      <h2 id="filing">{t('request.file')}</h2>
      <p>{t('request.fileLead')}</p>
      <ImpressionsEditor limit={request.matter.maxImpressions} impressions={impressions} onChange={setImpressions} />
      {!isNothing && (
        <p aria-live="polite">
          <strong>{t('request.total', { copies: request.copies, total: request.copies * perCopy })}</strong>
        </p>
      )}
      {isNothing && <Banner tone="wait" role="alert" title={t('request.nothingToStamp')} />}
      {problem && <ProblemNotice problem={problem} />}
      <Button look="primary" isWide disabled={isBusy || isNothing} onClick={() => void file()} data-testid="file">
        {t('request.file')}
      </Button>
    </section>
  );
}
