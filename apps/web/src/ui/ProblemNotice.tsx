import type { Refusal } from '../api/answer.ts';
import { useWords } from '../i18n/use-words.ts';
import { Button } from './Button.tsx';

/** A refusal: what was wrong, what to do, and its stable code. */
export function ProblemNotice({ problem, onRetry }: { readonly problem: Refusal; readonly onRetry?: () => void }) {
  const { t, say } = useWords();
  return (
    <div className="banner bad" role="alert" data-testid="problem" data-code={problem.code}>
      <strong>{say(problem.message)}</strong>
      <p>{say(problem.todo)}</p>
      <p className="small soft">{t('common.problemCode', { code: problem.code })}</p>
      {problem.code === 'session/none' && (
        <a className="button" href={`/sign-in?next=${encodeURIComponent(location.pathname)}`}>
          {t('app.signIn')}
        </a>
      )}
      {onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>}
    </div>
  );
}
