import type { ReactNode } from 'react';
import type { Me } from '../api/types.ts';
import { holds } from './session/session.ts';

interface Item {
  readonly path: string;
  readonly name: 'requests' | 'newRequest' | 'notices' | 'roster' | 'machines' | 'imports' | 'me';
  readonly icon: ReactNode;
  /** Hides what a post has no use for; what a person may do is the server's to say. */
  readonly isFor: (me: Me) => boolean;
}

const icon = (path: string): ReactNode => (
  <svg
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={path} />
  </svg>
);

export const NAVIGATION: readonly Item[] = [
  { path: '/requests', name: 'requests', icon: icon('M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h5'), isFor: () => true },
  { path: '/requests/new', name: 'newRequest', icon: icon('M12 5v14M5 12h14'), isFor: (me) => holds(me, 'clerk') },
  { path: '/notices', name: 'notices', icon: icon('M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4'), isFor: () => true },
  {
    path: '/roster',
    name: 'roster',
    icon: icon('M5 4h14v16H5zM9 9h6M9 13h6M9 17h3'),
    isFor: (me) => me.isOfficer || holds(me, 'administrator'),
  },
  {
    path: '/machines',
    name: 'machines',
    icon: icon('M4 20h16M6 20V9h12v11M9 9V4h6v5M9 14h6'),
    isFor: (me) => holds(me, 'administrator', 'supervisor', 'auditor'),
  },
  { path: '/imports', name: 'imports', icon: icon('M12 4v11M7 10l5 5 5-5M4 20h16'), isFor: (me) => holds(me, 'administrator') },
  { path: '/me', name: 'me', icon: icon('M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0'), isFor: () => true },
];
