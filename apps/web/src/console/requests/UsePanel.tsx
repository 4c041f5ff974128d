import type { RequestDetail } from '@yinzheng/contract';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { evidenceIn } from '../../ui/evidence.ts';

interface Props {
  readonly request: RequestDetail;
  readonly use: NonNullable<RequestDetail['use']>;
}

/** What the machine did: counts, and a photograph of every impression. */
export function UsePanel({ request, use }: Props) {
  const { t, shortTime } = useWords();
  return (
    <section className="card stack" aria-labelledby="use" data-testid="use">
      <h2 id="use">{t('request.use')}</h2>
      <p>
        {use.machine.name} · {t('request.made', { made: use.made, allowed: use.allowed })}
        {use.voided > 0 && ` · ${t('request.voided', { count: use.voided })}`}
      </p>
      {use.unknown > 0 && <Banner tone="wait" title={t('request.unresolved', { count: use.unknown })} />}
      <ul className="photos">
        {use.impressions.map((it, i) => (
          // the journal only grows
          <li key={i}>
            <figure className="stack tight">
              {it.photo ? (
                <a href={it.photo} target="_blank" rel="noreferrer">
                  <img src={it.photo} alt={t('request.photoOf', { page: it.page, copy: it.copy })} loading="lazy" />
                </a>
              ) : (
                <span className="photo-none small soft">{t(request.erased ? 'erased.photo' : 'request.noPhoto')}</span>
              )}
              <figcaption className="small">
                {t('request.impression', { page: it.page, copy: it.copy })} · {t(`outcome.${it.outcome as 'confirmed'}`)}
                <br />
                <time className="soft" dateTime={it.at}>
                  {shortTime(it.at)}
                </time>
                {it.cleared && (
                  <>
                    <br />
                    <strong>{t('request.cleared', { person: it.cleared.by.name, at: shortTime(it.cleared.at) })}</strong>
                  </>
                )}
                {it.evidence && <span className="soft evidence">{evidenceIn(t, it.evidence)}</span>}
              </figcaption>
            </figure>
          </li>
        ))}
      </ul>
    </section>
  );
}
