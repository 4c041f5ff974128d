import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { auditEn } from '../i18n/audit.en.ts';
import { auditZh } from '../i18n/audit.zh.ts';
import { addWords, startLanguage } from '../i18n/i18n.ts';
import { Guard } from '../ui/Guard.tsx';
import { AuditApp } from './AuditApp.tsx';
import '../ui/base.css';
import '../ui/parts.css';

// No top-level await: the page is one classic script, since a page opened from a disk may load no modules.
void startLanguage().then(() => {
  addWords({ zh: auditZh, en: auditEn });
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <Guard>
        <AuditApp />
      </Guard>
    </StrictMode>,
  );
});
