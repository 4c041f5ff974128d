import type { Machine } from '../ports/machine-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { SealInSleeve } from '../ports/town-store.ts';

export interface ListedMachine extends Machine {
  readonly seals: readonly SealInSleeve[];
}

/** Every machine of the town, as it last said of itself, with the seals that sit in it. */
export async function listMachines(ports: Pick<Ports, 'store'>): Promise<readonly ListedMachine[]> {
  const machines = await ports.store.machines.list();
  const seals = await ports.store.towns.sealsInAll();
  return machines.map((machine) => ({ ...machine, seals: seals.filter((it) => it.machine === machine.id) }));
}
