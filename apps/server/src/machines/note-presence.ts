import type { Ports } from '../ports/ports.ts';

/** A machine came or went. Only what it says of itself: its journal is the proof, this is for the screens. */
export async function notePresence(
  ports: Pick<Ports, 'store' | 'clock'>,
  machine: string,
  it: { readonly isOnline: boolean; readonly rosterSeq: number },
): Promise<void> {
  await ports.store.transact(({ machines }) => machines.setPresence(machine, it, ports.clock.now()));
}
