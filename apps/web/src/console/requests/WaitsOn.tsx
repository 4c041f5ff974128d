import type { RequestDetail } from '@yinzheng/contract';
import { useWords } from '../../i18n/use-words.ts';

/** Who has to do what next: the first thing that anyone looks for. */
export function WaitsOn({ request }: { readonly request: RequestDetail }) {
  const { t, time } = useWords();
  const { state, matter, decisions, use } = request;
  const approved = decisions.filter((it) => it.verdict === 'approve').length;
  const step = matter.route[approved];
  return (
    <section className="waits-on" aria-live="polite" data-testid="waits-on">
      <span className="small soft">{t('request.waitsOn')}</span>
      <strong>{t(`requests.waits.${state}`)}</strong>
      {state === 'filed' && step && (
        <span>
          {request.body.name} · {t('request.decisionWaits', { step })}
        </span>
      )}
      {request.mayDecide && (
        <a className="button primary" href="#decide">
          {t('decide.go')}
        </a>
      )}
      {(state === 'authorised' || state === 'using') && use && (
        <>
          <span>{t('request.goTo', { machine: use.machine.name, sleeve: use.sleeve })}</span>
          <span className="small">{t('request.goToText')}</span>
          <span className="small soft">{t('request.expires', { at: time(use.expiresAt) })}</span>
        </>
      )}
    </section>
  );
}
