import { useEffect } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { Town } from '../../api/types.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { SampleBanner } from '../../ui/SampleBanner.tsx';
import { PasskeySignIn } from './PasskeySignIn.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { SampleSignIns } from './SampleSignIns.tsx';
import { safeNext } from './safe-next.ts';
import './sign-in.css';

export function SignInPage({ town }: { readonly town: Town }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const next = search.get('next');
  const enter = () => go(safeNext(next), { replace: true });
  const title = `${t('signIn.title')} · ${t('app.name')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div className="sign-in">
      {town.isSample && <SampleBanner of="town" />}
      <header className="shell-head">
        <Link href="~/" className="brand" onClick={() => location.assign('/')}>
          <Mark />
          <span>
            <strong>{t('app.name')}</strong>
            <span className="small soft">{town.name}</span>
          </span>
        </Link>
        <LanguageSwitch />
      </header>
      <main className="sign-in-main">
        <div className="stack tight">
          <h1>{t('signIn.title')}</h1>
          <p className="soft">{t('signIn.lead')}</p>
          {search.get('from') === 'sign-out' && <Banner tone="plain" role="status" title={t('signIn.signedOut')} />}
        </div>
        {town.isSample && <SampleSignIns onSignedIn={enter} />}
        <div className="card stack">
          <PasskeySignIn onSignedIn={enter} />
          <p className="divider soft small">{t('signIn.or')}</p>
          <PasswordForm onSignedIn={enter} />
        </div>
      </main>
    </div>
  );
}
