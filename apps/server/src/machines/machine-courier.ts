import type { Broker } from '../ports/broker.ts';
import type { Ports } from '../ports/ports.ts';
import { rounds } from '../rounds/mod.ts';
import { isKeyOfMachine } from './machine-key.ts';

/** A command without an answer goes out again after this long. */
const AGAIN_MS = 10_000;

export interface MachineCourier {
  /** The machine has just come online: everything unanswered goes out now. */
  greet(machine: string): void;
  stop(): Promise<void>;
}

/** Carries queued commands to machines that are online, oldest first, until each is answered. */
export function openMachineCourier(
  ports: Pick<Ports, 'store' | 'clock' | 'roster'> & { readonly broker: Broker },
  onError: (cause: unknown) => void,
): MachineCourier {
  const sent = new Map<string, { readonly machine: string; readonly at: number }>();

  async function carry(): Promise<void> {
    const now = ports.clock.monotonicMs();
    for (const [command, { at }] of sent) if (now - at > 6 * AGAIN_MS) sent.delete(command);
    for (const machine of await ports.store.machines.withOpenCommands()) {
      if (!isKeyOfMachine(await ports.roster.current(), machine.kid, machine.id, ports.clock.now())) continue;
      const due = (await ports.store.machines.openCommands(machine.id)).filter(
        ({ id }) => now - (sent.get(id)?.at ?? -AGAIN_MS) >= AGAIN_MS,
      );
      const needsRoster = ({ kind }: { readonly kind: string }): boolean => kind === 'authorise' || kind === 'roster';
      const roster = due.some(needsRoster) ? await ports.store.roster.linksAfter(machine.rosterSeq) : [];
      for (const command of due) {
        await ports.broker.publish(machine.id, 'commands', 'roster' in command ? { ...command, roster: [...roster] } : command);
        sent.set(command.id, { machine: machine.id, at: now });
      }
    }
  }

  const round = rounds(carry, { gapMs: 50, idleMs: 2_000, onError });
  const unsubscribe = ports.store.onCommit(() => round.wake());
  return {
    greet(machine) {
      for (const [command, it] of sent) if (it.machine === machine) sent.delete(command);
      round.wake();
    },
    async stop() {
      unsubscribe();
      await round.stop();
    },
  };
}
