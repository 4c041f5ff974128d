import type { RequestDetail } from '@yinzheng/contract';
import type { PasskeyAssertion } from '@yinzheng/ledger';
import { useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import type { StatementToSign } from '../../api/types.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Checks } from '../../ui/Checks.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { SignButtons } from '../passkeys/SignButtons.tsx';
import { type CheckedStatement, isSound } from './check-statement.ts';
import { OriginalPages } from './OriginalPages.tsx';

interface Props {
  readonly request: RequestDetail;
  readonly offered: StatementToSign;
  readonly checked: CheckedStatement;
  readonly onDecided: (request: RequestDetail) => void;
}

/** What was checked and, if all of it holds, the ways to sign. */
export function SignOffer({ request, offered, checked, onDecided }: Props) {
  const { t } = useWords();
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [isSending, setIsSending] = useState(false);
  const lines = checked.checks.map(({ id, isPassed }) => ({
    id,
    isPassed,
    text: t(`decide.check.${id}`, { pages: request.pages.length }),
  }));

  const handIn = async (assertion: PasskeyAssertion) => {
    setIsSending(true);
    const body = { statement: offered.statement, assertion };
    const answer = await call('POST /api/v1/requests/:request/decisions', { params: { request: request.id }, body });
    setIsSending(false);
    if (answer.ok) onDecided(answer.value);
    else setProblem(answer.problem);
  };
  return (
    <>
      <Checks lines={lines} />
      <OriginalPages pages={checked.pages} />
      {problem && <ProblemNotice problem={problem} />}
      {isSound(checked) ? (
        <SignButtons
          challenge={offered.challenge}
          rpId={offered.rpId}
          credentials={offered.allowCredentials.map(({ id, kid, isSample }) => ({ credentialId: id, kid, isSample }))}
          isBusy={isSending}
          onSigned={handIn}
        />
      ) : (
        <Banner tone="bad" role="alert" title={t('decide.mismatch')} />
      )}
    </>
  );
}
