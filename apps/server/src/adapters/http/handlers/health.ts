import type { Needs } from './needs.ts';
import type { AreaHandlers } from './signed-in.ts';

export const healthHandlers = (ports: Pick<Needs, 'version' | 'isReady'>): AreaHandlers<'health'> => ({
  // A database that does not answer is no defect of this call: it is what was asked.
  ready: async () => ({ ready: await ports.isReady().catch(() => false), version: ports.version }),
});
