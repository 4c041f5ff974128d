import type { JournalRecord } from '@yinzheng/ledger';
import type { Broker, MachineMessage } from '../ports/broker.ts';
import type { Ports } from '../ports/ports.ts';
import { answerCommand } from './answer-command.ts';
import { notePresence } from './note-presence.ts';
import { receiveRecords } from './receive-records.ts';

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'keys' | 'town' | 'roster'> & {
  readonly broker: Broker;
  /** Told when a machine is there: what waits for it can go. */
  readonly greet: (machine: string) => Promise<void>;
};

/** Takes one message from a machine. A rejection leaves it unacknowledged, so the machine sends it again. */
export async function hearMachine(ports: Used, { machine, channel, message }: MachineMessage): Promise<void> {
  switch (channel) {
    case 'records': {
      // Its shape is the contract's; what it says is checked link by link and signature by signature.
      const token = await receiveRecords(ports, machine, message.records as JournalRecord[]);
      if (token !== null) await ports.broker.publish(machine, 'acknowledgements', { v: 1, dev: machine, token });
      return;
    }
    case 'command-states':
      return answerCommand(ports, { machine, command: message.command, state: message.state, code: message.code ?? null });
    case 'presence':
      await notePresence(ports, machine, { isOnline: message.online, rosterSeq: message.rosterSeq });
      if (message.online) await ports.greet(machine);
  }
}
