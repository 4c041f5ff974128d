import { mayFollow, move } from '@yinzheng/domain';
import { commandMachine } from '../machines/mod.ts';
import { notifyPeople } from '../notices/mod.ts';
import type { Ports } from '../ports/ports.ts';
import { type Round, rounds } from '../rounds/mod.ts';
import { lockRequest } from './load-request.ts';

/** Looked for together; what is left comes in the next round. */
const BATCH = 100;
const LOOK_AGAIN_MS = 60_000;
/** A sleeve that was opened just in time may still be at work. */
const GRACE_MS = 5 * 60_000;

type Used = Pick<Ports, 'store' | 'clock' | 'chance'>;

/**
 * Ends what was authorised and not used in time, and tells its machine, which forgets it; one that was left in the middle of its use
 * ends that, and says so in its journal. The ledger holds the end of the authorisation already: `exp`.
 */
export async function expireAuthorisations(ports: Used): Promise<void> {
  const since = new Date(ports.clock.now().getTime() - GRACE_MS);
  for (const overdue of await ports.store.requests.overdueAuthorisations(since, BATCH)) await expire(ports, overdue);
}

async function expire(
  ports: Used,
  { jti, request: id, machine }: { readonly jti: string; readonly request: string; readonly machine: string },
) {
  await ports.store.transact(async (stores) => {
    const request = await lockRequest(stores, id);
    const authorisation = await stores.requests.lockAuthorisation(jti, machine);
    if (!authorisation || !mayFollow(authorisation.state, 'expired')) return; // used, or revoked, meanwhile
    await stores.requests.setAuthorisationState(jti, 'expired');
    if (authorisation.state !== 'rejected') await commandMachine(ports, stores, machine, { kind: 'revoke', jti, reason: 'expired' });
    if (!move(request.state, 'expired').ok) return;
    await stores.requests.save({ ...request, state: 'expired' }, ports.clock.now());
    await notifyPeople(ports, stores, {
      people: [request.filed.clerk],
      kind: 'incident',
      request,
      text: {
        zh: '用章授权已过期，没有用印；如仍需要，请重新提交',
        en: 'The authorisation ran out unused; file the request anew if it is still needed',
      },
    });
  });
}

/** Looks each minute for authorisations that ran out. */
export const openExpiry = (ports: Used, onError: (cause: unknown) => void): Round =>
  rounds(() => expireAuthorisations(ports), { gapMs: 0, idleMs: LOOK_AGAIN_MS, onError });
