import { type Caller, holds } from '../../../people/mod.ts';
import { listKeys, listPending, type Proposer, proposeOwnKey, proposeRevocation, showChain, signChange } from '../../../roster/mod.ts';
import type { Needs } from './needs.ts';
import type { AreaHandlers } from './signed-in.ts';

export const rosterHandlers = (ports: Needs): AreaHandlers<'roster'> => ({
  show: async () => ({ links: [...(await showChain(ports))] }),
  pending: async ({ session }) =>
    (await listPending(ports, session.caller)).map((pending) => ({ ...pending, signedBy: [...pending.signedBy] })),
  sign: async ({ session, params, body }) => ({
    isEffective: await signChange(ports, session.caller, { proposal: params.id, passkey: body.passkey }),
  }),
  keys: async ({ session }) => [...(await listKeys(ports, proposerOf(session.caller)))],
  newKey: async ({ session, body }) => ({ kid: await proposeOwnKey(ports, proposerOf(session.caller), body.of) }),
  async revokeKey({ session, params, body }) {
    await proposeRevocation(ports, proposerOf(session.caller), { kid: params.kid, reason: body.reason });
    return null;
  },
});

const proposerOf = (caller: Caller): Proposer => ({ id: caller.id, name: caller.name, isAdministrator: holds(caller, 'administrator') });
