import { parsePolicy, policyOf } from '@yinzheng/ledger';
import { type FormEvent, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import type { ToldTrust } from './protocol.ts';
import type { Archive } from './use-archive.ts';

/** Lets the reader name the key that he trusts: the one thing that no archive can prove of itself. */
export function TrustForm({ archive, told }: { readonly archive: Archive; readonly told: ToldTrust }) {
  const { t } = useWords();
  const [policy, setPolicy] = useState(told.policy);
  const [founding, setFounding] = useState(told.founding);
  const [wrong, setWrong] = useState<{ readonly policy: boolean; readonly founding: boolean }>({ policy: false, founding: false });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [key, digest] = [policy.trim(), founding.trim().toLowerCase()];
    const bad = { policy: key !== '' && !isTrust(key), founding: digest !== '' && !/^[0-9a-f]{64}$/.test(digest) };
    setWrong(bad);
    if (!bad.policy && !bad.founding) archive.check(archive.source, { policy: key, founding: digest });
  };
  return (
    <details className="card trust no-print" open={told.policy !== ''}>
      <summary>{t('audit.trustTitle')}</summary>
      <form className="stack" onSubmit={submit} noValidate>
        <p>{t('audit.trustLead')}</p>
        <Field label={t('audit.trustKey')} error={wrong.policy ? t('audit.trustBad') : undefined}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              spellCheck={false}
              value={policy}
              onChange={({ target }) => setPolicy(target.value)}
              data-testid="trust"
            />
          )}
        </Field>
        <Field label={t('audit.trustFounding')} error={wrong.founding ? t('audit.foundingBad') : undefined}>
          {(control) => <input {...control} spellCheck={false} value={founding} onChange={({ target }) => setFounding(target.value)} />}
        </Field>
        <Button type="submit" look="primary">
          {t('audit.trustSubmit')}
        </Button>
      </form>
    </details>
  );
}

const isTrust = (text: string): boolean => (/^\S+$/.test(text) ? policyOf(text).ok : parsePolicy(`${text}\n`).ok);
