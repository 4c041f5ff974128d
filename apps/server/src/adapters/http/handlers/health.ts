import type { Needs } from './needs.ts';
import type { AreaHandlers } from './signed-in.ts';

export const healthHandlers = (ports: Pick<Needs, 'version' | 'isReady'>): AreaHandlers<'health'> => ({
  ready: async () => ({ ready: await ports.isReady(), version: ports.version }),
});
