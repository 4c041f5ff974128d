import type { Town } from '../api/types.ts';
import { useWords } from '../i18n/use-words.ts';
import { Copied } from '../ui/Copied.tsx';

/** What anyone needs to check records without this server. */
export function LedgerFacts({ town }: { readonly town: Town }) {
  const { t } = useWords();
  return (
    <section className="card stack" aria-labelledby="ledger">
      <h2 id="ledger">{t('ledger.title')}</h2>
      <p>{t('ledger.lead')}</p>
      {town.logKeys.map((key) => (
        <Copied key={key} label={t('ledger.key')} value={key} />
      ))}
      <Copied label={t('ledger.founding')} value={town.founding} />
      <p className="soft small">{t('ledger.privacy')}</p>
      <p>
        <a href="/log/checkpoint">{t('ledger.checkpoint')}</a>
      </p>
    </section>
  );
}
