import type { KeyHolder, PasskeyAssertion, RosterStatement } from '@yinzheng/ledger';
import { useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import type { PendingChange } from '../../api/types.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { SignButtons } from '../passkeys/SignButtons.tsx';
import { useSession } from '../session/session.ts';
import { isWhatIsShown } from './check-change.ts';
import { RosterChanges } from './RosterChanges.tsx';

/** Two officers of the roster before must sign. */
const OFFICERS = 2;

interface Props {
  readonly pending: PendingChange;
  readonly holders: ReadonlyMap<string, KeyHolder>;
  readonly onSigned: () => void;
}

export function PendingChangeCard({ pending, holders, onSigned }: Props) {
  const { t } = useWords();
  const { me, town } = useSession();
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isEffective, setIsEffective] = useState<boolean | null>(null);
  const statement = pending.statement as RosterStatement;
  const hasSigned = pending.signedBy.includes(me.person.id);

  const handIn = async (passkey: PasskeyAssertion) => {
    setIsBusy(true);
    const answer = await call('POST /api/v1/roster/pending/:id/signatures', { params: { id: pending.id }, body: { passkey } });
    setIsBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    setIsEffective(answer.value.isEffective);
    onSigned();
  };
  return (
    <article className="card stack" data-change={pending.id}>
      <Facts
        rows={[
          [t('roster.why'), pending.why],
          [t('roster.changes'), <RosterChanges key="changes" changes={statement.changes} holders={holders} />],
        ]}
      />
      <p className="small">
        {pending.signedBy.length > 0 ? t('roster.signedBy', { names: pending.signedBy.join('、') }) : t('roster.signedByNone')} ·{' '}
        <strong>{t('roster.waitsFor', { count: Math.max(0, OFFICERS - pending.signedBy.length) })}</strong>
      </p>
      {problem && <ProblemNotice problem={problem} />}
      {isEffective !== null && <Banner tone="good" role="status" title={t(isEffective ? 'roster.effective' : 'roster.signed')} />}
      {me.isOfficer && hasSigned && isEffective === null && <Banner tone="plain" title={t('roster.alreadySigned')} />}
      {me.isOfficer &&
        !hasSigned &&
        isEffective === null &&
        (isWhatIsShown(pending, town.code) ? (
          <SignButtons
            challenge={pending.challenge}
            rpId={town.rpId}
            credentials={me.passkeys.filter((it) => it.inRoster)}
            isBusy={isBusy}
            onSigned={handIn}
          />
        ) : (
          <Banner tone="bad" role="alert" title={t('roster.mismatch')} />
        ))}
    </article>
  );
}
