import type { Town } from '../api/types.ts';
import { useWords } from '../i18n/use-words.ts';
import { Button } from '../ui/Button.tsx';
import { Copied } from '../ui/Copied.tsx';
import { saveFile } from '../ui/save-file.ts';

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
      <Witnesses policy={town.policy} />
      <p className="soft small">{t('ledger.privacy')}</p>
      <p>
        <a href="/log/checkpoint">{t('ledger.checkpoint')}</a>
      </p>
    </section>
  );
}

/** Who watches that the ledger only grows, and the file with which anyone's verifier trusts the same. */
function Witnesses({ policy }: { readonly policy: string }) {
  const { t } = useWords();
  const names = policy.split('\n').flatMap((line) => (line.startsWith('witness ') ? [line.split(' ')[1] ?? ''] : []));
  return (
    <div className="stack tight">
      <h3>{t('ledger.witnesses')}</h3>
      <p>{t(names.length > 0 ? 'ledger.witnessesLead' : 'ledger.noWitnesses')}</p>
      {names.length > 0 && (
        <ul className="bullets">
          {names.map((name) => (
            <li key={name} className="mono">
              {name}
            </li>
          ))}
        </ul>
      )}
      <p>
        <Button onClick={() => saveFile('log.policy', policy, 'text/plain')}>{t('ledger.policy')}</Button>
      </p>
    </div>
  );
}
