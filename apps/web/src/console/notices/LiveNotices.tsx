import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { call } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useSession } from '../session/session.ts';
import { NoticesContext } from './live.ts';

const EVENTS = '/api/v1/events';
/** Browsers reconnect by themselves after a broken line, but not after a refusal, such as a proxy's while the server restarts. */
const REOPEN_MS = 5000;

/** Keeps the list of notices, and one line of server-sent events that tells pages to look again. */
export function LiveNotices({ children }: { readonly children: ReactNode }) {
  const notices = useAnswer('notices', () => call('GET /api/v1/notices'));
  const { refresh } = useSession();
  const [isLive, setIsLive] = useState(false);
  const [line, setLine] = useState(0);
  const listeners = useRef(new Set<() => void>());
  const { reload } = notices;

  useEffect(() => {
    const events = new EventSource(EVENTS);
    let reopening: ReturnType<typeof setTimeout> | undefined;
    let wasDown = line > 0;
    const changed = () => {
      reload();
      refresh();
      for (const listener of listeners.current) listener();
    };
    events.onopen = () => {
      setIsLive(true);
      // Something may have happened while the line was down.
      if (wasDown) changed();
      wasDown = false;
    };
    events.onerror = () => {
      wasDown = true;
      setIsLive(false);
      if (events.readyState === EventSource.CLOSED) reopening = setTimeout(() => setLine((it) => it + 1), REOPEN_MS);
    };
    events.onmessage = changed;
    return () => {
      clearTimeout(reopening);
      events.close();
    };
  }, [reload, refresh, line]);

  const onChange = useCallback((listener: () => void) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  }, []);
  const markRead = useCallback(
    async (id: string) => {
      await call('POST /api/v1/notices/:id/reading', { params: { id } });
      reload();
    },
    [reload],
  );
  const all = notices.value ?? [];
  const unread = all.filter((it) => !it.isRead).length;
  const value = useMemo(() => ({ all, unread, isLive, markRead, onChange }), [all, unread, isLive, markRead, onChange]);
  return <NoticesContext value={value}>{children}</NoticesContext>;
}
