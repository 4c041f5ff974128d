import { Route, Switch } from 'wouter';
import { call } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { consoleEn } from '../i18n/console.en.ts';
import { consoleZh } from '../i18n/console.zh.ts';
import { addWords } from '../i18n/i18n.ts';
import { requestEn } from '../i18n/request.en.ts';
import { requestZh } from '../i18n/request.zh.ts';
import { Loading } from '../ui/Loading.tsx';
import { Pages } from './Pages.tsx';
import { SignedIn } from './session/SignedIn.tsx';
import { SignInPage } from './session/SignInPage.tsx';
import './console.css';

addWords({ zh: consoleZh, en: consoleEn });
addWords({ zh: requestZh, en: requestEn });

/** The staff's face: everything behind sign-in. */
export function Console() {
  const town = useAnswer('town', () => call('GET /api/v1/town'));
  return (
    <Loading of={town}>
      {(it) => (
        <Switch>
          <Route path="/sign-in">
            <SignInPage town={it} />
          </Route>
          <Route>
            <SignedIn town={it}>
              <Pages />
            </SignedIn>
          </Route>
        </Switch>
      )}
    </Loading>
  );
}
