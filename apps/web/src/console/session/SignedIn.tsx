import { type ReactNode, useCallback, useMemo } from 'react';
import { Redirect, useLocation } from 'wouter';
import { call } from '../../api/client.ts';
import type { Town } from '../../api/types.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Loading } from '../../ui/Loading.tsx';
import { SessionContext } from './session.ts';

/** Shows its children to whoever is signed in; sends others to sign in and back again. */
export function SignedIn({ town, children }: { readonly town: Town; readonly children: ReactNode }) {
  const me = useAnswer('session', () => call('GET /api/v1/session'));
  const [path, go] = useLocation();
  const { put, reload } = me;
  const signOut = useCallback(async () => {
    await call('DELETE /api/v1/session');
    go('/sign-in?from=sign-out');
  }, [go]);
  const session = useMemo(
    () => me.value && { me: me.value, town, setMe: put, refresh: reload, signOut },
    [me.value, town, put, reload, signOut],
  );

  if (me.problem?.code === 'session/none') return <Redirect to={`/sign-in?next=${encodeURIComponent(path)}`} replace />;
  if (!session) return <Loading of={me}>{() => null}</Loading>;
  return <SessionContext value={session}>{children}</SessionContext>;
}
