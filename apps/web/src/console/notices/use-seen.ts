import { useEffect } from 'react';
import { useNotices } from './live.ts';

/** Whoever looks at a request has read the notices about it. */
export function useSeen(request: string): void {
  const { all, markRead } = useNotices();
  useEffect(() => {
    for (const it of all) if (it.request === request && !it.isRead) void markRead(it.id);
  }, [all, request, markRead]);
}
