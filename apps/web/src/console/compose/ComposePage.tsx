import { type SyntheticEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import { actKey, upload } from '../../api/upload.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { BarredNotice } from './BarredNotice.tsx';
import { bodyOf, EMPTY, missingIn } from './draft.ts';
import { FactFields } from './FactFields.tsx';
import { FilesField } from './FilesField.tsx';
import { MatterField } from './MatterField.tsx';
import { SealField } from './SealField.tsx';
import { UploadProgress } from './UploadProgress.tsx';
import './compose.css';

/** A new request: seal and matter, the facts, the files. The answer is a draft whose pages the clerk then checks. */
export function ComposePage() {
  const { t } = useWords();
  const [, go] = useLocation();
  const seals = useAnswer('seals', () => call('GET /api/v1/seals'));
  const matters = useAnswer('matters', () => call('GET /api/v1/matters'));
  const [draft, setDraft] = useState(EMPTY);
  // One act as long as nothing changes: after a lost answer, trying again finds the draft that was made.
  const [key, setKey] = useState(actKey);
  const [isTried, setIsTried] = useState(false);
  const [sent, setSent] = useState<number | null>(null);
  const [problem, setProblem] = useState<Refusal | null>(null);

  const matter = matters.value?.find((it) => it.code === draft.matter);
  const isBarred = matter?.kind === 'barred';
  const missing = isTried ? missingIn(draft) : [];
  const change = (it: Partial<typeof draft>) => {
    setDraft((was) => ({ ...was, ...it }));
    setKey(actKey());
  };

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (missingIn(draft).length > 0 || !matter || isBarred || sent !== null) return;
    setProblem(null);
    setSent(0);
    const answer = await upload('POST /api/v1/requests', bodyOf(draft, matter), draft.files, { key, onProgress: setSent });
    setSent(null);
    if (answer.ok) go(`/requests/${answer.value.id}`);
    else setProblem(answer.problem);
  };

  return (
    <form className="stack loose compose" onSubmit={submit} noValidate>
      <h1>{t('newRequest.title')}</h1>
      <section className="card stack" aria-labelledby="step-1">
        <h2 id="step-1">{t('newRequest.sealStep')}</h2>
        <Loading of={seals}>
          {(it) =>
            it.length === 0 ? (
              <Banner tone="wait" title={t('newRequest.sealNone')} />
            ) : (
              <SealField seals={it} chosen={draft.seal} isMissing={missing.includes('seal')} onChoose={(seal) => change({ seal })} />
            )
          }
        </Loading>
        <Loading of={matters}>
          {(it) => (
            <MatterField
              matters={it}
              chosen={draft.matter}
              isMissing={missing.includes('matter')}
              onChoose={(code) => change({ matter: code })}
            />
          )}
        </Loading>
        {isBarred && <BarredNotice matter={matter} />}
      </section>
      {!isBarred && (
        <>
          <FactFields draft={draft} missing={missing} maxCopies={matter?.maxCopies ?? 1} onChange={change} />
          <FilesField files={draft.files} isMissing={missing.includes('files')} onChange={(files) => change({ files })} />
          <div className="stack" aria-live="polite">
            {problem && (
              <>
                <ProblemNotice problem={problem} />
                <p className="soft">{t('newRequest.kept')}</p>
              </>
            )}
            {sent !== null && <UploadProgress share={sent} />}
            <Button type="submit" look="primary" isWide disabled={sent !== null} data-testid="make-sheet-set">
              {t('newRequest.submit')}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
