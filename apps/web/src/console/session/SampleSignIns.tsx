import { useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import type { SampleSignIn } from '../../api/types.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading } from '../../ui/Loading.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { SampleAccount } from './SampleAccount.tsx';

/** As many as show without scrolling a phone twice; the rest unfolds. */
const SHOWN_AT_ONCE = 6;

/** One tap signs in as an invented person. */
export function SampleSignIns({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { t } = useWords();
  const accounts = useAnswer('samples', () => call('GET /api/v1/sample/sign-ins'));
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Refusal | null>(null);

  const signIn = async (account: string) => {
    setIsBusy(true);
    setProblem(null);
    // The one-time code shown may be 30 seconds old by now: ask for today's.
    const fresh = await call('GET /api/v1/sample/sign-ins');
    const it = fresh.ok ? fresh.value.find((one) => one.account === account) : undefined;
    const answer = it
      ? await call('POST /api/v1/session/password', { body: { account: it.account, password: it.password, code: it.code } })
      : fresh;
    setIsBusy(false);
    if (!answer.ok) setProblem(answer.problem);
    else if (it) onSignedIn();
  };

  const cards = (list: readonly SampleSignIn[]) => (
    <div className="sample-accounts">
      {list.map((it) => (
        <SampleAccount key={it.account} account={it} isBusy={isBusy} onChoose={() => void signIn(it.account)} />
      ))}
    </div>
  );
  return (
    <section className="stack tight" aria-labelledby="samples">
      <h2 id="samples">{t('signIn.sampleTitle')}</h2>
      <p className="soft small">{t('signIn.sampleLead')}</p>
      {problem && <ProblemNotice problem={problem} />}
      <Loading of={accounts}>
        {(all) => (
          <>
            {cards(all.slice(0, SHOWN_AT_ONCE))}
            {all.length > SHOWN_AT_ONCE && (
              <details className="stack tight">
                <summary className="button quiet">{t('signIn.sampleOther', { count: all.length - SHOWN_AT_ONCE })}</summary>
                {cards(all.slice(SHOWN_AT_ONCE))}
              </details>
            )}
          </>
        )}
      </Loading>
    </section>
  );
}
