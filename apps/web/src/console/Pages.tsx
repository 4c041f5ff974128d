import { Route, Switch } from 'wouter';
import { useWords } from '../i18n/use-words.ts';
import { Banner } from '../ui/Banner.tsx';
import { Guard } from '../ui/Guard.tsx';
import { ComposePage } from './compose/ComposePage.tsx';
import { ImportsPage } from './imports/ImportsPage.tsx';
import { MachinesPage } from './machines/MachinesPage.tsx';
import { MePage } from './me/MePage.tsx';
import { LiveNotices } from './notices/LiveNotices.tsx';
import { NoticesPage } from './notices/NoticesPage.tsx';
import { RequestPage } from './requests/RequestPage.tsx';
import { RequestsPage } from './requests/RequestsPage.tsx';
import { RosterPage } from './roster/RosterPage.tsx';
import { Shell } from './Shell.tsx';

export function Pages() {
  const { t } = useWords();
  return (
    <LiveNotices>
      <Shell>
        <Guard>
          <Switch>
            <Route path="/requests" component={RequestsPage} />
            <Route path="/requests/new" component={ComposePage} />
            <Route path="/requests/:id">{({ id }) => <RequestPage key={id} id={id} />}</Route>
            <Route path="/notices" component={NoticesPage} />
            <Route path="/me" component={MePage} />
            <Route path="/roster" component={RosterPage} />
            <Route path="/machines" component={MachinesPage} />
            <Route path="/imports" component={ImportsPage} />
            <Route>
              <Banner tone="plain" title={t('common.notFound')}>
                {t('common.notFoundTodo')}
              </Banner>
            </Route>
          </Switch>
        </Guard>
      </Shell>
    </LiveNotices>
  );
}
