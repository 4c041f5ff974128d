import type { RevocationReason } from '@yinzheng/ledger';
import { useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import type { ListedKey } from '../../api/types.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { holderWords, shortKid } from './holder-words.ts';

const REASONS = ['rotated', 'lost', 'compromised'] as const satisfies readonly RevocationReason[];

/** One key: whose it is, since when, until when; and the way to propose its revocation with the reason. */
export function KeyCard({ listed, onProposed }: { readonly listed: ListedKey; readonly onProposed: () => void }) {
  const { t, time } = useWords();
  const [reason, setReason] = useState<RevocationReason | null>(null);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [isProposed, setIsProposed] = useState(false);
  const { kid, holder, from, until } = listed;
  const state = from === null ? 'waiting' : until === null ? 'inForce' : 'revoked';

  const propose = async () => {
    if (!reason) return;
    const answer = await call('POST /api/v1/roster/keys/:kid/revocation', { params: { kid }, body: { reason } });
    setProblem(answer.ok ? null : answer.problem);
    setIsProposed(answer.ok);
    if (answer.ok) onProposed();
  };
  return (
    <article className="card stack tight" data-key={kid}>
      <div className="row">
        <strong>{holderWords(holder, t)}</strong>
        <span className={`badge ${state === 'inForce' ? 'good' : state === 'waiting' ? 'wait' : 'bad'}`}>{t(`roster.keys.${state}`)}</span>
        {listed.isSample && <span className="badge sample">{t('passkey.sample')}</span>}
        {listed.isHeld && <span className="badge">{t('roster.keys.held')}</span>}
      </div>
      <span className="small soft">
        {shortKid(kid)}
        {from && ` · ${t('roster.keys.from', { at: time(from) })}`}
        {until && ` · ${t('roster.keys.until', { at: time(until), reason: t(`roster.reason.${listed.reason ?? 'rotated'}`) })}`}
      </span>
      {state === 'inForce' && !isProposed && (
        <details>
          <summary>{t('roster.keys.revoke')}</summary>
          <fieldset className="stack tight">
            {REASONS.map((it) => (
              <label key={it} className="row">
                <input type="radio" name={`reason ${kid}`} checked={reason === it} onChange={() => setReason(it)} />
                <span>
                  {t(`roster.reason.${it}`)} <span className="small soft">{t(`roster.means.reason.${it}`)}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <Button onClick={() => void propose()} disabled={reason === null}>
            {t('roster.keys.proposeRevocation')}
          </Button>
        </details>
      )}
      {isProposed && <Banner tone="good" role="status" title={t('roster.keys.proposed')} />}
      {problem && <ProblemNotice problem={problem} />}
    </article>
  );
}
