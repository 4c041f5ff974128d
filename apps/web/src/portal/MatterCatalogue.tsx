import { useState } from 'react';
import { call } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useWords } from '../i18n/use-words.ts';
import { Field } from '../ui/Field.tsx';
import { Loading } from '../ui/Loading.tsx';
import { MatterRow } from './MatterRow.tsx';

/** The catalogue: open matters with what they take, barred ones with where to go instead. */
export function MatterCatalogue() {
  const { t } = useWords();
  const [sought, setSought] = useState('');
  const matters = useAnswer('matters', () => call('GET /api/v1/matters'));
  return (
    <section className="stack" aria-labelledby="matters">
      <div className="stack tight">
        <h2 id="matters">{t('matters.title')}</h2>
        <p>{t('matters.lead')}</p>
      </div>
      <Loading of={matters}>
        {(all) => {
          const found = all.filter((it) => it.name.includes(sought.trim()));
          const open = found.filter((it) => it.kind === 'open');
          const barred = found.filter((it) => it.kind === 'barred');
          return (
            <>
              <Field label={t('matters.search')}>
                {(control) => <input {...control} type="search" value={sought} onChange={(event) => setSought(event.target.value)} />}
              </Field>
              {open.length > 0 && <h3>{t('matters.open', { count: open.length })}</h3>}
              <div>
                {open.map((it) => (
                  <MatterRow key={it.code} matter={it} />
                ))}
              </div>
              {barred.length > 0 && (
                <div className="stack tight">
                  <h3>{t('matters.barred', { count: barred.length })}</h3>
                  <p className="soft small">{t('matters.barredLead')}</p>
                </div>
              )}
              <div>
                {barred.map((it) => (
                  <MatterRow key={it.code} matter={it} />
                ))}
              </div>
              {found.length === 0 && <p className="empty">{t('matters.none')}</p>}
            </>
          );
        }}
      </Loading>
    </section>
  );
}
