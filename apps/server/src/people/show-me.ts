import { keyAt } from '@yinzheng/ledger';
import type { StoredPasskey } from '../ports/people-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { Caller } from './caller.ts';

export interface Me {
  readonly caller: Caller;
  readonly passkeys: readonly (StoredPasskey & { readonly inRoster: boolean })[];
}

/** The signed-in person, with each passkey and whether it counts. */
export async function showMe(ports: Pick<Ports, 'store' | 'roster' | 'clock'>, caller: Caller): Promise<Me> {
  const [passkeys, roster] = await Promise.all([ports.store.people.passkeys(caller.id), ports.roster.current()]);
  const now = ports.clock.now().toISOString();
  return { caller, passkeys: passkeys.map((it) => ({ ...it, inRoster: roster !== null && keyAt(roster, it.kid, now) !== null })) };
}
