import { listPending, showChain, signChange } from '../../../roster/mod.ts';
import type { Needs } from './needs.ts';
import type { AreaHandlers } from './signed-in.ts';

export const rosterHandlers = (ports: Needs): AreaHandlers<'roster'> => ({
  show: async () => ({ links: [...(await showChain(ports))] }),
  pending: async ({ session }) =>
    (await listPending(ports, session.caller)).map((pending) => ({ ...pending, signedBy: [...pending.signedBy] })),
  sign: async ({ session, params, body }) => ({
    isEffective: await signChange(ports, session.caller, { proposal: params.id, passkey: body.passkey }),
  }),
});
