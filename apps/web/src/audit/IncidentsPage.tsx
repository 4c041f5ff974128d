import type { Incident } from '@yinzheng/ledger';
import { useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../i18n/use-words.ts';
import { Button } from '../ui/Button.tsx';
import { distinct } from './lists.ts';
import type { SeenArchive } from './seen.ts';

const A_PAGE = 100;

/** What the log truly tells and a person should see: voids, unknowns, waivers, tampering, revoked keys. */
export function IncidentsPage({ report, named }: SeenArchive) {
  const { t } = useWords();
  const all = report.audit?.incidents ?? [];
  const [kind, setKind] = useState('');
  const [shown, setShown] = useState(A_PAGE);
  const chosen = all.filter((it) => kind === '' || it.kind === kind);
  return (
    <div className="stack">
      <h1>{t('audit.incident.title')}</h1>
      <p>{t('audit.incident.lead')}</p>
      {all.length === 0 ? (
        <p className="empty">{t('audit.incident.none')}</p>
      ) : (
        <>
          <ul className="chips no-print">
            {['', ...distinct(all.map((it) => it.kind))].map((it) => (
              <li key={it}>
                <Button className="chip" aria-pressed={kind === it} onClick={() => setKind(it)}>
                  {it === ''
                    ? t('audit.incident.all', { count: all.length })
                    : `${nameOf(t, it as Incident['kind'])} ${all.filter((of) => of.kind === it).length}`}
                </Button>
              </li>
            ))}
          </ul>
          <ul className="stack tight" data-testid="incidents">
            {chosen.slice(0, shown).map((it) => (
              <IncidentRow key={`${it.index} ${it.kind} ${it.detail?.is}`} incident={it} report={report} named={named} />
            ))}
          </ul>
          {chosen.length > shown && (
            <Button onClick={() => setShown(shown + A_PAGE)}>{t('audit.morePages', { count: chosen.length - shown })}</Button>
          )}
        </>
      )}
    </div>
  );
}

type Words = ReturnType<typeof useWords>;

const nameOf = (t: Words['t'], kind: Incident['kind']): string => t(`audit.incidentKind.${kind.replace('.', '-') as 'waiver'}`);

/** `isAlone`: on the page of its own record, where a link to it leads nowhere. */
export function IncidentRow({
  incident,
  report,
  named,
  isAlone = false,
}: { readonly incident: Incident; readonly isAlone?: boolean } & Pick<SeenArchive, 'report' | 'named'>) {
  const { t, time } = useWords();
  const { kind, at, index, machine, request, detail } = incident;
  const use = isAlone || request === undefined ? undefined : report.audit?.uses.find((it) => it.request === request);
  const notes = [
    machine && t('audit.incident.machine', { machine }),
    detail && detailIn(t, detail, named),
    t('audit.incident.entry', { index }),
  ].filter(Boolean);
  return (
    <li className="card incident" data-kind={kind}>
      <strong>{nameOf(t, kind)}</strong>
      <time className="small soft" dateTime={at}>
        {time(at)}
      </time>
      <span className="small soft">{notes.join(' · ')}</span>
      {use && (
        <Link href={`/uses/${use.request}`} className="mono whole">
          {use.recordNumber}
        </Link>
      )}
    </li>
  );
}

type Detail = NonNullable<Incident['detail']>;

const detailIn = (t: Words['t'], { of, is }: Detail, { person }: SeenArchive['named']): string =>
  t(`audit.detail.${of}`, {
    is: of === 'by' ? person(is) : isKeyReason(is) ? t(`audit.change.${is}`) : of === 'ground' ? t(`audit.ground.${is as 'unlawful'}`) : is,
  });

const isKeyReason = (is: string): is is 'rotated' | 'lost' | 'compromised' => ['rotated', 'lost', 'compromised'].includes(is);
