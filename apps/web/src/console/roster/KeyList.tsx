import { useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import type { ListedKey } from '../../api/types.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { KeyCard } from './KeyCard.tsx';

const OWN = ['log', 'server'] as const;

/** Keys in force or waiting first, then those revoked; whoever may propose makes new ones for the log and the server here. */
export function KeyList({ keys, onProposed }: { readonly keys: readonly ListedKey[]; readonly onProposed: () => void }) {
  const { t } = useWords();
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [isProposed, setIsProposed] = useState(false);
  const [isBusy, setIsBusy] = useState(false);

  const propose = async (of: (typeof OWN)[number]) => {
    setIsBusy(true);
    const answer = await call('POST /api/v1/roster/keys', { body: { of } });
    setIsBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    setIsProposed(answer.ok);
    if (answer.ok) onProposed();
  };
  const inForce = keys.filter(({ until }) => until === null);
  const revoked = keys.filter(({ until }) => until !== null);
  return (
    <section className="stack" aria-labelledby="keys">
      <h2 id="keys">{t('roster.keys.title')}</h2>
      <p className="soft">{t('roster.keys.lead')}</p>
      <div className="row">
        {OWN.map((of) => (
          <Button key={of} onClick={() => void propose(of)} disabled={isBusy}>
            {t(`roster.keys.new.${of}`)}
          </Button>
        ))}
      </div>
      {isProposed && <Banner tone="good" role="status" title={t('roster.keys.proposed')} />}
      {problem && <ProblemNotice problem={problem} />}
      <ul className="stack tight" data-testid="keys">
        {[...inForce, ...revoked].map((it) => (
          <li key={it.kid}>
            <KeyCard listed={it} onProposed={onProposed} />
          </li>
        ))}
      </ul>
    </section>
  );
}
