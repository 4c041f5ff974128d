import type { Ports } from '../ports/ports.ts';

/** Notes what a machine said of a command. What it means for a use is told by its journal, not by this. */
export async function answerCommand(
  ports: Pick<Ports, 'store'>,
  it: { readonly machine: string; readonly command: string; readonly state: string; readonly code: string | null },
): Promise<void> {
  await ports.store.machines.answerCommand(it.machine, it.command, it.state, it.code);
}
