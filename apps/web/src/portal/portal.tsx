import { Link, Route, Switch } from 'wouter';
import { call } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { addWords } from '../i18n/i18n.ts';
import { recordEn } from '../i18n/record.en.ts';
import { recordZh } from '../i18n/record.zh.ts';
import { useWords } from '../i18n/use-words.ts';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { Mark } from '../ui/Mark.tsx';
import { SampleBanner } from '../ui/SampleBanner.tsx';
import { RecordPage } from './RecordPage.tsx';
import { TownPage } from './TownPage.tsx';
import './portal.css';

addWords({ zh: recordZh, en: recordEn });

/** The public face: the town's page and the record check. No sign-in, nothing personal. */
export function Portal() {
  const { t } = useWords();
  const town = useAnswer('town', () => call('GET /api/v1/town'));
  return (
    <div className="portal">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      {town.value?.isSample && <SampleBanner of="town" />}
      <header className="portal-head">
        <Link href="/" className="brand">
          <Mark />
          <span>
            <strong>{t('app.name')}</strong>
            <span className="small soft">{town.value?.name ?? t('app.tagline')}</span>
          </span>
        </Link>
        <div className="no-print">
          <LanguageSwitch />
        </div>
      </header>
      <main id="main">
        <Switch>
          <Route path="/v/:code">{({ code }) => <RecordPage code={code} town={town} />}</Route>
          <Route>
            <TownPage town={town} />
          </Route>
        </Switch>
      </main>
      <footer className="portal-foot soft small">
        <span>{t('app.tagline')}</span>
        <a href="/sign-in">{t('app.signIn')}</a>
      </footer>
    </div>
  );
}
