import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { startLanguage } from './i18n/i18n.ts';
import { Guard } from './ui/Guard.tsx';
import { Waiting } from './ui/Waiting.tsx';
import './ui/base.css';
import './ui/parts.css';

// Two faces, two bundles: what a resident opens by a QR on a slow line carries nothing of the staff's.
const Portal = lazy(() => import('./portal/portal.tsx').then((it) => ({ default: it.Portal })));
const Console = lazy(() => import('./console/console.tsx').then((it) => ({ default: it.Console })));

const isPublic = location.pathname === '/' || location.pathname.startsWith('/v/');

await startLanguage();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Guard>
      <Suspense fallback={<Waiting />}>{isPublic ? <Portal /> : <Console />}</Suspense>
    </Guard>
  </StrictMode>,
);
