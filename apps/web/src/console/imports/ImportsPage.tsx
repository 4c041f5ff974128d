import { type SyntheticEvent, useState } from 'react';
import type { Answer } from '../../api/answer.ts';
import type { Api } from '../../api/types.ts';
import { upload } from '../../api/upload.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

type Imports = Api['POST /api/v1/imports'];
type Kind = Imports['body']['kind'];

/** In the order in which they need each other. */
const KINDS: readonly Kind[] = ['divisions', 'bodies', 'people', 'machines', 'seals', 'matters'];

export function ImportsPage() {
  const { t } = useWords();
  const [kind, setKind] = useState<Kind>('divisions');
  const [under, setUnder] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [isTried, setIsTried] = useState(false);
  const [result, setResult] = useState<Answer<Imports['answer']> | 'running' | null>(null);
  const isUnderBad = under !== '' && !/^\d{12}$/.test(under);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (!file || isUnderBad || result === 'running') return;
    setResult('running');
    setResult(await upload('POST /api/v1/imports', { kind, ...(under && kind === 'divisions' ? { under } : {}) }, [file]));
  };
  return (
    <form className="stack compose" onSubmit={submit} noValidate>
      <div className="stack tight">
        <h1>{t('imports.title')}</h1>
        <p className="soft">{t('imports.lead')}</p>
      </div>
      <div className="card stack">
        <Field label={t('imports.kind')}>
          {(control) => (
            <select {...control} value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
              {KINDS.map((it) => (
                <option key={it} value={it}>
                  {t(`imports.kinds.${it}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {kind === 'divisions' && (
          <Field label={t('imports.under')} error={isUnderBad ? t('imports.underBad') : undefined}>
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                value={under}
                maxLength={12}
                onChange={(event) => setUnder(event.target.value.trim())}
              />
            )}
          </Field>
        )}
        <Field label={t('imports.file')} error={isTried && !file ? t('imports.fileNeeded') : undefined}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,.xlsx,text/csv"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
              data-testid="import-file"
            />
          )}
        </Field>
        <div aria-live="polite">
          {result === 'running' && <Waiting text={t('imports.running')} />}
          {result && result !== 'running' && result.ok && <Banner tone="good" role="status" title={t('imports.done', result.value)} />}
          {result && result !== 'running' && !result.ok && <ProblemNotice problem={result.problem} />}
        </div>
        <Button type="submit" look="primary" disabled={result === 'running'}>
          {t('imports.submit')}
        </Button>
      </div>
    </form>
  );
}
