import type { ArchiveReport } from '@yinzheng/ledger';
import { Link, useLocation } from 'wouter';
import { useWords } from '../i18n/use-words.ts';

export function Contents({ report }: { readonly report: ArchiveReport }) {
  const { t } = useWords();
  const [place] = useLocation();
  const { audit } = report;
  const rows = [
    ['/', t('audit.nav.verdict'), null],
    ['/uses', t('audit.nav.uses'), audit?.uses.length],
    ['/incidents', t('audit.nav.incidents'), audit?.incidents.length],
    ['/register', t('audit.nav.register'), null],
    ['/roster', t('audit.nav.roster'), null],
    ['/proof', t('audit.nav.proof'), null],
  ] as const;
  return (
    <nav className="audit-nav no-print" aria-label={t('audit.nav.label')}>
      <ul>
        {rows.map(([path, name, count]) => {
          const isHere = path === '/' ? place === '/' || place === '' : place.startsWith(path);
          return (
            <li key={path}>
              <Link href={path} aria-current={isHere ? 'page' : undefined}>
                {name}
                {count !== null && count !== undefined && <span className="count">{count}</span>}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
