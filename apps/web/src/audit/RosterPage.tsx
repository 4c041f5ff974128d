import type { RosterChange } from '@yinzheng/ledger';
import { useWords } from '../i18n/use-words.ts';
import type { SeenArchive } from './seen.ts';

/** Who held which post with which key, link by link, and how far each machine's journal reaches. */
export function RosterPage({ report, named }: SeenArchive) {
  const { t, time } = useWords();
  const { audit } = report;
  return (
    <div className="stack loose">
      <section className="stack">
        <h1>{t('audit.roster.title')}</h1>
        <p>{t('audit.roster.lead')}</p>
        {audit?.roster.map(({ index, link: { statement, signatures } }) => (
          <details key={index} className="card link" open={statement.changes.length <= 4}>
            <summary>
              <strong>{t('audit.roster.link', { seq: statement.seq })}</strong>
              <time className="small soft" dateTime={statement.at}>
                {time(statement.at)}
              </time>
            </summary>
            <div className="stack tight">
              <ul className="bullets">
                {statement.changes.map((it) => (
                  <li key={JSON.stringify(it)}>
                    <Change change={it} named={named} />
                  </li>
                ))}
              </ul>
              <p className="small soft">
                {t('audit.roster.signedBy', { names: signatures.map(({ by }) => named.person(by)).join('、') })} ·{' '}
                {t('audit.incident.entry', { index })}
              </p>
            </div>
          </details>
        ))}
      </section>
      <section className="stack">
        <h2>{t('audit.roster.journals')}</h2>
        {audit?.journals.length === 0 && <p className="empty">{t('audit.roster.noJournals')}</p>}
        <ul className="stack tight">
          {audit?.journals.map(({ machine, kid, first, last, records, from, until }) => (
            <li key={machine + kid} className="card stack tight">
              <strong>
                {t(records === last - first + 1 ? 'audit.roster.journal' : 'audit.roster.journalGap', { machine, first, last, records })}
              </strong>
              <span className="small soft">{t('audit.roster.journalTime', { from: time(from), until: time(until) })}</span>
              <span className="small soft mono">{kid}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Change({ change, named }: { readonly change: RosterChange } & Pick<SeenArchive, 'named'>) {
  const { t } = useWords();
  switch (change.op) {
    case 'grant-post':
    case 'end-post':
      return t(`audit.change.${change.op}`, {
        person: named.person(change.person),
        post: t(`audit.post.${change.post}`),
        body: named.body(change.body),
      });
    case 'name-officer':
    case 'end-officer':
      return t(`audit.change.${change.op}`, { person: named.person(change.person) });
    case 'add-key': {
      const { holder, kid, sample } = change;
      const who =
        holder.kind === 'person' ? named.person(holder.person) : holder.kind === 'machine' ? holder.machine : t('audit.change.server');
      return t(sample ? 'audit.change.add-sample' : 'audit.change.add-key', { who, kid });
    }
    case 'revoke-key':
      return t('audit.change.revoke-key', { kid: change.kid, reason: t(`audit.change.${change.reason}`) });
  }
}
