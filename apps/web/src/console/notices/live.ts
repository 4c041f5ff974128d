import { createContext, use, useEffect, useRef } from 'react';
import type { Notice } from '../../api/types.ts';

export interface Notices {
  readonly all: readonly Notice[];
  readonly unread: number;
  /** Whether the live line is up. */
  readonly isLive: boolean;
  readonly markRead: (id: string) => Promise<void>;
  /** Calls back whenever something on a page may have changed; returns how to stop. */
  readonly onChange: (changed: () => void) => () => void;
}

export const NoticesContext = createContext<Notices | null>(null);

export function useNotices(): Notices {
  const notices = use(NoticesContext);
  if (!notices) throw new Error('no notices above');
  return notices;
}

/** Runs `reload` whenever the server says that something changed. */
export function useLive(reload: () => void): void {
  const { onChange } = useNotices();
  const latest = useRef(reload);
  latest.current = reload;
  useEffect(() => onChange(() => latest.current()), [onChange]);
}
