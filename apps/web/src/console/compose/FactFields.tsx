import { useWords } from '../../i18n/use-words.ts';
import { Field } from '../../ui/Field.tsx';
import type { Draft, MissingField } from './draft.ts';

interface Props {
  readonly draft: Draft;
  readonly missing: readonly MissingField[];
  readonly maxCopies: number;
  readonly onChange: (draft: Partial<Draft>) => void;
}

export function FactFields({ draft, missing, maxCopies, onChange }: Props) {
  const { t } = useWords();
  const needed = (field: 'title' | 'applicant', label: string) =>
    missing.includes(field) ? t('newRequest.needed', { field: label }) : undefined;
  return (
    <section className="card stack" aria-labelledby="step-2">
      <h2 id="step-2">{t('newRequest.factsStep')}</h2>
      <Field label={t('newRequest.titleLabel')} hint={t('newRequest.titleHint')} error={needed('title', t('newRequest.titleLabel'))}>
        {(control) => <input {...control} value={draft.title} maxLength={120} onChange={(e) => onChange({ title: e.target.value })} />}
      </Field>
      <Field label={t('newRequest.applicant')} error={needed('applicant', t('newRequest.applicant'))}>
        {(control) => (
          <input
            {...control}
            value={draft.applicant}
            maxLength={60}
            autoComplete="off"
            onChange={(e) => onChange({ applicant: e.target.value })}
          />
        )}
      </Field>
      <Field label={t('newRequest.purpose')} hint={t('newRequest.purposeHint')}>
        {(control) => (
          <textarea {...control} value={draft.purpose} maxLength={400} onChange={(e) => onChange({ purpose: e.target.value })} />
        )}
      </Field>
      <Field label={t('newRequest.copies')} hint={t('newRequest.copiesHint', { max: maxCopies })}>
        {(control) => (
          <input
            {...control}
            type="number"
            inputMode="numeric"
            min={1}
            max={maxCopies}
            value={draft.copies}
            onChange={(e) => onChange({ copies: Number.parseInt(e.target.value, 10) || 1 })}
          />
        )}
      </Field>
    </section>
  );
}
