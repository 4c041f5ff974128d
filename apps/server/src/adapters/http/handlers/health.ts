import type { Needs } from './needs.ts';
import type { AreaHandlers } from './signed-in.ts';

export const healthHandlers = (ports: Pick<Needs, 'version' | 'isReady' | 'checkpoints'>): AreaHandlers<'health'> => ({
  // A database that does not answer is no defect of this call: it is what was asked.
  async ready() {
    const ready = await ports.isReady().catch(() => false);
    const since = ready ? await ports.checkpoints.awaitingSince() : null;
    return { ready, version: ports.version, ...(since ? { awaitingWitnessesSince: since.toISOString() } : {}) };
  },
});
