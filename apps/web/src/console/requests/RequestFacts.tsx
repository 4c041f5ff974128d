import type { RequestDetail } from '@yinzheng/contract';
import { useWords } from '../../i18n/use-words.ts';
import { Facts } from '../../ui/Facts.tsx';

export function RequestFacts({ request }: { readonly request: RequestDetail }) {
  const { t } = useWords();
  const gone = request.erased && <span className="soft">{t('erased.gone')}</span>;
  const perCopy = request.pages.reduce((sum, page) => sum + page.impressions, 0);
  return (
    <section className="card stack" aria-labelledby="request-facts">
      <h2 id="request-facts">{t('request.facts')}</h2>
      <Facts
        rows={[
          [t('request.applicant'), gone ?? request.applicant],
          [t('request.purpose'), gone ?? (request.purpose || <span className="soft">{t('request.noPurpose')}</span>)],
          [t('request.matter'), request.matter.name],
          [t('request.basis'), request.matter.basis],
          [t('request.seal'), request.seal.name],
          [t('request.body'), request.body.name],
          [
            t('request.copies'),
            // Who may not see the pages is not told their impressions either.
            request.pages.length === 0
              ? t('request.copiesOnly', { copies: request.copies })
              : t('request.total', { copies: request.copies, total: request.copies * perCopy }),
          ],
          [t('request.clerk'), request.clerk.name],
          [t('request.custodian'), request.custodian.name],
          [t('request.route'), request.matter.route.join(' → ')],
          [t('matters.onDoubt'), t(`matters.onDoubtValue.${request.matter.onDoubt}`)],
          [
            t('request.sources'),
            request.sources.length === 0 ? null : (
              <ul>
                {request.sources.map((it) => (
                  <li key={it.name}>{t('request.sourcePages', { name: it.name, pages: it.pages })}</li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
    </section>
  );
}
