import type { ArchiveReport } from '@yinzheng/ledger';
import { useMemo } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { distinct, monthOf, NO_WISH, timeOf, type Wish } from './lists.ts';
import type { Named } from './names.ts';

interface Props {
  readonly report: ArchiveReport;
  readonly named: Named;
  readonly wish: Wish;
  readonly onWish: (wish: Wish) => void;
}

export function UseFilter({ report, named, wish, onWish }: Props) {
  const { t } = useWords();
  const choices = useMemo(() => {
    const uses = report.audit?.uses ?? [];
    return {
      seal: distinct(uses.map(({ seal }) => seal)),
      body: distinct(uses.map(({ body }) => body)),
      matter: distinct(uses.map(({ matter }) => matter.code)),
      month: distinct(uses.map((use) => monthOf(timeOf(use)))).toReversed(),
      state: distinct(uses.map(({ state }) => state)),
    };
  }, [report]);
  const names = {
    seal: named.seal,
    body: named.body,
    matter: named.matter,
    month: (it: string) => it,
    state: (it: string) => t(`audit.state.${it as 'closed'}`),
  };
  return (
    <search className="card stack">
      <Field label={t('audit.filter.search')} hint={t('audit.filter.searchHint')}>
        {(control) => (
          <input
            {...control}
            type="search"
            value={wish.text}
            onChange={({ target }) => onWish({ ...wish, text: target.value })}
            data-testid="search"
          />
        )}
      </Field>
      <div className="filters">
        {(['seal', 'body', 'matter', 'month', 'state'] as const).map((field) => (
          <Field key={field} label={t(`audit.filter.${field}`)}>
            {(control) => (
              <select
                {...control}
                value={wish[field]}
                onChange={({ target }) => onWish({ ...wish, [field]: target.value })}
                data-testid={`filter-${field}`}
              >
                <option value="">{t('audit.filter.all')}</option>
                {choices[field].map((it) => (
                  <option key={it} value={it}>
                    {names[field](it)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
      </div>
      <div className="row spread">
        <label className="tick">
          <input
            type="checkbox"
            checked={wish.onlyFlagged}
            onChange={({ target }) => onWish({ ...wish, onlyFlagged: target.checked })}
            data-testid="only-flagged"
          />
          {t('audit.filter.only')}
        </label>
        <Button look="quiet" onClick={() => onWish(NO_WISH)}>
          {t('audit.filter.clear')}
        </Button>
      </div>
    </search>
  );
}
