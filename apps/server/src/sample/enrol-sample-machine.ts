import { makeTicket, type Ticket } from '../machines/mod.ts';
import type { Ports } from '../ports/ports.ts';
import { readSampleRows } from './sample-files.ts';

/** A ticket for the first community's machine, for the emulated one to enrol with; null when that is enrolled already. */
export async function enrolSampleMachine(
  ports: Pick<Ports, 'store' | 'chance' | 'pki' | 'town' | 'roster' | 'tables'>,
  samplesDir: string,
): Promise<Ticket | null> {
  const [first] = await readSampleRows(ports, samplesDir, 'machines');
  const machine = first?.id ? await ports.store.machines.load(first.id) : null;
  if (!machine) throw new Error('the sample town has no machine');
  return machine.journal ? null : makeTicket(ports, machine.id);
}
