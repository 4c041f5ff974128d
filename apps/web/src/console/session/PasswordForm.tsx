import { type SyntheticEvent, useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

export function PasswordForm({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { t } = useWords();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [isTried, setIsTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const isCode = /^\d{6}$/.test(code);
  const needed = (value: string, field: string) => (isTried && !value ? t('signIn.needed', { field }) : undefined);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (!account || !password || !isCode || isBusy) return;
    setIsBusy(true);
    setProblem(null);
    const answer = await call('POST /api/v1/session/password', { body: { account: account.trim(), password, code } });
    setIsBusy(false);
    if (answer.ok) onSignedIn();
    else setProblem(answer.problem);
  };

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field label={t('signIn.account')} error={needed(account, t('signIn.account'))}>
        {(control) => (
          <input {...control} value={account} onChange={(e) => setAccount(e.target.value)} autoComplete="username" maxLength={64} />
        )}
      </Field>
      <Field label={t('signIn.password')} error={needed(password, t('signIn.password'))}>
        {(control) => (
          <input
            {...control}
            type="password"
            value={password}
            onChange={(e) => setPassword(e.target.value)}
            autoComplete="current-password"
            maxLength={256}
          />
        )}
      </Field>
      <Field label={t('signIn.code')} hint={t('signIn.codeHint')} error={isTried && !isCode ? t('signIn.codeBad') : undefined}>
        {(control) => (
          <input
            {...control}
            value={code}
            onChange={(e) => setCode(e.target.value.normalize('NFKC').replace(/\D/g, '').slice(0, 6))}
            inputMode="numeric"
            autoComplete="one-time-code"
          />
        )}
      </Field>
      {problem && <ProblemNotice problem={problem} />}
      <Button type="submit" look="primary" isWide disabled={isBusy}>
        {t('signIn.submit')}
      </Button>
    </form>
  );
}
