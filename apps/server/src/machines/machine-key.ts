import { type KeyId, keyAt, type RosterState } from '@yinzheng/ledger';

/**
 * Whether this journal key speaks for the machine now: officers have signed it into the roster. What an administrator's ticket has
 * merely enrolled gets no order, no page and no belief.
 */
export function isKeyOfMachine(roster: RosterState | null, kid: KeyId | undefined, machine: string, now: Date): boolean {
  const holder = roster && kid !== undefined ? keyAt(roster, kid, now.toISOString())?.holder : undefined;
  return holder?.kind === 'machine' && holder.machine === machine;
}
