import type { Machine } from '../ports/machine-store.ts';
import type { Ports } from '../ports/ports.ts';

/** Every machine of the town, as it last said of itself. */
export const listMachines = (ports: Pick<Ports, 'store'>): Promise<readonly Machine[]> => ports.store.machines.list();
