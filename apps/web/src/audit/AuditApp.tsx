import { useEffect, useMemo } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { useWords } from '../i18n/use-words.ts';
import { Banner } from '../ui/Banner.tsx';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Contents } from './Contents.tsx';
import { IncidentsPage } from './IncidentsPage.tsx';
import { flaggedRequests } from './lists.ts';
import { namedBy } from './names.ts';
import { DropTarget } from './OpenOther.tsx';
import { ProofPage } from './ProofPage.tsx';
import { RecordPage } from './RecordPage.tsx';
import { RegisterPage } from './RegisterPage.tsx';
import { RosterPage } from './RosterPage.tsx';
import { UsesPage } from './UsesPage.tsx';
import { useArchive } from './use-archive.ts';
import { VerdictPage } from './VerdictPage.tsx';
import './audit.css';

/** The page inside an archive: the verdict first, then everything that the archive tells. */
export function AuditApp() {
  const { t } = useWords();
  const archive = useArchive();
  const { report } = archive;
  const seen = useMemo(() => report?.audit && { report, named: namedBy(report), flagged: flaggedRequests(report) }, [report]);
  const town = report?.manifest?.town?.name;
  const title = town ? t('audit.title', { town }) : t('audit.noTown');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Router hook={useHashLocation}>
      <DropTarget archive={archive}>
        <a className="skip" href="#main">
          {t('app.skip')}
        </a>
        <header className="audit-head no-print">
          <span className="brand">
            <Mark />
            <span>
              <strong>{town ?? t('audit.noTown')}</strong>
              <span className="small soft">{t('audit.name')}</span>
            </span>
          </span>
          <LanguageSwitch />
        </header>
        {seen && <Contents report={seen.report} />}
        <main id="main">
          {report && !report.ok && !report.isAwaitingWitnesses && (
            <div className="print-only">
              <Banner tone="bad" title={t('audit.broken', { count: report.problems.length })} />
            </div>
          )}
          <Switch>
            {seen && (
              <Route path="/uses/:request">
                {({ request }) => <RecordPage key={request} archive={archive} request={request} {...seen} />}
              </Route>
            )}
            {seen && <Route path="/uses">{() => <UsesPage {...seen} />}</Route>}
            {seen && <Route path="/incidents">{() => <IncidentsPage {...seen} />}</Route>}
            {seen && <Route path="/register">{() => <RegisterPage {...seen} />}</Route>}
            {seen && <Route path="/roster">{() => <RosterPage {...seen} />}</Route>}
            <Route path="/proof">{() => <ProofPage />}</Route>
            <Route>
              <VerdictPage archive={archive} />
            </Route>
          </Switch>
        </main>
      </DropTarget>
    </Router>
  );
}
