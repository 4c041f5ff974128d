import type { auditZh } from './audit.zh.ts';
import type { consoleZh } from './console.zh.ts';
import type { portalZh } from './portal.zh.ts';
import type { recordZh } from './record.zh.ts';
import type { requestZh } from './request.zh.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof portalZh & typeof recordZh & typeof consoleZh & typeof requestZh & typeof auditZh };
  }
}
