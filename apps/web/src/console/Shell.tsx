import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useWords } from '../i18n/use-words.ts';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { Mark } from '../ui/Mark.tsx';
import { SampleBanner } from '../ui/SampleBanner.tsx';
import { NAVIGATION } from './navigation.tsx';
import { useNotices } from './notices/live.ts';
import { useSession } from './session/session.ts';
import { useOnline } from './use-online.ts';

/** Head, navigation (at the bottom on a phone, at the side on a desk) and the page. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  const { me, town } = useSession();
  const [path] = useLocation();
  const { unread } = useNotices();
  const isOnline = useOnline();
  const items = NAVIGATION.filter((it) => it.isFor(me));
  const current = [...items].sort((a, b) => b.path.length - a.path.length).find((it) => path.startsWith(it.path));
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      {town.isSample && <SampleBanner of="town" />}
      {!isOnline && (
        <p className="offline" role="status">
          {t('common.offline')}
        </p>
      )}
      <header className="shell-head">
        <Link href="/requests" className="brand">
          <Mark />
          <span>
            <strong>{t('app.name')}</strong>
            <span className="small soft">{town.name}</span>
          </span>
        </Link>
        <span className="shell-who">
          <span className="small">{me.person.name}</span>
          <LanguageSwitch />
        </span>
      </header>
      <div className="shell-body">
        <nav className="shell-nav" aria-label={t('nav.main')}>
          {items.map((it) => (
            <Link key={it.path} href={it.path} aria-current={it === current ? 'page' : undefined}>
              <span className="shell-icon">
                {it.icon}
                {it.path === '/notices' && unread > 0 && (
                  <span className="dot">
                    <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
                    <span className="hidden">{t('nav.unread', { count: unread })}</span>
                  </span>
                )}
              </span>
              <span>{t(`nav.${it.name}`)}</span>
            </Link>
          ))}
        </nav>
        <main id="main" className="shell-main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}
