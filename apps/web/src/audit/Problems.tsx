import type { ArchiveReport } from '@yinzheng/ledger';
import { Link } from 'wouter';
import { useWords } from '../i18n/use-words.ts';

const MOST_SHOWN = 200;

/** Everything that does not hold, a sentence each, where it is, and its stable code. */
export function Problems({ report }: { readonly report: ArchiveReport }) {
  const { t, say } = useWords();
  const { problems, audit } = report;
  const remarks = audit?.log.remarks ?? [];
  return (
    <>
      {problems.length > 0 && (
        <section className="card stack" aria-labelledby="problems">
          <h2 id="problems">{t('audit.problems')}</h2>
          <ul className="checks" data-testid="problems">
            {problems.slice(0, MOST_SHOWN).map((it, at) => (
              <li key={at} className="bad" data-code={it.code}>
                <span className="mark" aria-hidden="true">
                  ✕
                </span>
                <span>
                  {say(it)}
                  <span className="small soft where">
                    {t('audit.where', { where: it.index === undefined ? it.where : t('audit.incident.entry', { index: it.index }) })} ·{' '}
                    {it.code}
                    <RecordLink report={report} index={it.index} />
                  </span>
                </span>
              </li>
            ))}
          </ul>
          {problems.length > MOST_SHOWN && <p>{t('audit.morePages', { count: problems.length - MOST_SHOWN })}</p>}
        </section>
      )}
      {remarks.length > 0 && (
        <section className="stack tight">
          <h2>{t('audit.remarks')}</h2>
          <ul className="bullets">
            {remarks.map((it) => (
              <li key={it.code + it.where}>{say(it)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** To the record in which it is, if it is in one. */
function RecordLink({ report, index }: { readonly report: ArchiveReport; readonly index: number | undefined }) {
  const use = index === undefined ? undefined : report.audit?.uses.find(({ entries }) => entries.includes(index));
  if (!use) return null;
  return (
    <>
      {' · '}
      <Link href={`/uses/${use.request}`} className="mono whole">
        {use.recordNumber}
      </Link>
    </>
  );
}
