import type { UseAccount } from '@yinzheng/ledger';
import { useMemo, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { distinct, monthOf, timeOf } from './lists.ts';
import { contentOf } from './names.ts';
import type { SeenArchive } from './seen.ts';
import { verdictOf } from './Verdict.tsx';

/** The register of uses (用章登记簿) with the columns that the rules ask for, one seal and one year or month at a time, to be printed. */
export function RegisterPage({ report, named }: SeenArchive) {
  const { t } = useWords();
  const used = useMemo(() => (report.audit?.uses ?? []).filter(isUsed), [report]);
  const seals = useMemo(() => distinct(used.map(({ seal }) => seal)), [used]);
  const [seal, setSeal] = useState(seals[0] ?? '');
  const [period, setPeriod] = useState('');
  const periods = useMemo(() => {
    const months = distinct(used.map((use) => monthOf(timeOf(use))));
    return distinct([...months.map((it) => it.slice(0, 4)), ...months]).toReversed();
  }, [used]);
  const rows = used
    .filter((it) => it.seal === seal && monthOf(timeOf(it)).startsWith(period))
    .toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
  const verdict = verdictOf(report);
  return (
    <div className="stack register">
      <div className="stack no-print">
        <h1>{t('audit.register.title')}</h1>
        <p>{t('audit.register.lead')}</p>
        <div className="filters">
          <Field label={t('audit.register.seal')}>
            {(control) => (
              <select {...control} value={seal} onChange={({ target }) => setSeal(target.value)} data-testid="register-seal">
                {seals.map((it) => (
                  <option key={it} value={it}>
                    {named.seal(it)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('audit.register.year')}>
            {(control) => (
              <select {...control} value={period} onChange={({ target }) => setPeriod(target.value)}>
                <option value="">{t('audit.register.allPeriod')}</option>
                {periods.map((it) => (
                  <option key={it}>{it}</option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Button className="start" look="primary" disabled={rows.length === 0} onClick={() => print()}>
          {t('audit.register.print')}
        </Button>
      </div>
      {rows.length === 0 ? (
        <p className="empty">{t('audit.register.none')}</p>
      ) : (
        <section className="sheet" data-testid="register">
          <h2>{t('audit.register.title')}</h2>
          <p className="row spread">
            <span>{t('audit.register.page', { seal: named.seal(seal), period: period || t('audit.register.allPeriod') })}</span>
            <span>{t('audit.register.count', { count: rows.length })}</span>
          </p>
          <div className="wide">
            <table>
              <Columns />
              <tbody>
                {rows.map((use, at) => (
                  <RegisterRow key={use.request} number={at + 1} use={use} report={report} named={named} />
                ))}
              </tbody>
            </table>
          </div>
          <footer className="small">
            <p>
              {t('audit.register.verdict', { verdict: t(`audit.${verdict}`, { count: report.problems.length }) })}
              {report.manifest && (
                <>
                  <br />
                  {t('audit.register.root', { log: report.manifest.checkpoint.origin, size: report.manifest.checkpoint.size })}
                  <span className="mono"> {report.manifest.checkpoint.root}</span>
                </>
              )}
            </p>
            <p>{t('audit.register.phoneNote')}</p>
            <p className="print-only">{t('audit.register.signed')}</p>
          </footer>
        </section>
      )}
    </div>
  );
}

/** The seal was in somebody's hand: also when nothing was pressed in the end. */
const isUsed = ({ state }: UseAccount): boolean => state === 'closed' || state === 'aborted' || state === 'using';

function Columns() {
  const { t } = useWords();
  const columns = [
    'number',
    'time',
    'content',
    'copies',
    'impressions',
    'approver',
    'clerk',
    'applicant',
    'phone',
    'record',
    'note',
  ] as const;
  return (
    <thead>
      <tr>
        {columns.map((it) => (
          <th key={it} scope="col" className={it}>
            {t(`audit.register.${it}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function RegisterRow({
  number,
  use,
  report,
  named,
}: { readonly number: number; readonly use: UseAccount } & Pick<SeenArchive, 'report' | 'named'>) {
  const { t, moment } = useWords();
  const content = contentOf(report, use);
  const matter = named.matter(use.matter.code);
  const words =
    content.kind === 'opened'
      ? `${content.content.title}（${matter}）`
      : content.kind === 'erased'
        ? `${matter}（${t('audit.use.erased')}）`
        : matter;
  const notes = [
    ...(use.waiver ? [t('audit.register.waiver')] : []),
    ...(use.impressions.some(({ cleared }) => cleared) ? [t('audit.register.cleared')] : []),
    ...(use.state === 'closed' ? [] : [t(`audit.state.${use.state}`)]),
    ...(['doubtful', 'missing', 'voided', 'unknown', 'reserved'] as const).flatMap((outcome) => {
      const count = use.impressions.filter((it) => it.outcome === outcome).length;
      return count > 0 ? [`${t(`audit.outcome.${outcome}`)} ${count}`] : [];
    }),
  ];
  return (
    <tr>
      <td className="number">{number}</td>
      <td className="whole">{moment(timeOf(use))}</td>
      <td>{words}</td>
      <td className="whole">{t('audit.register.copiesValue', { pages: use.pages.length, copies: use.copies })}</td>
      <td>{use.impressions.filter(({ outcome }) => outcome !== 'voided').length}</td>
      <td>{use.decisions.map(({ approver }) => named.person(approver)).join('、')}</td>
      <td>{named.person(use.clerk)}</td>
      <td>{content.kind === 'opened' ? content.content.applicant : '—'}</td>
      <td />
      <td className="mono whole">{use.recordNumber}</td>
      <td>{notes.join('；')}</td>
    </tr>
  );
}
