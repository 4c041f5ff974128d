import { type Caller, demandPost } from '../people/mod.ts';
import { makeTicket, type Ticket } from './make-ticket.ts';

/** A new enrolment ticket for an administrator to carry to the machine. */
export async function orderTicket(ports: Parameters<typeof makeTicket>[0], caller: Caller, machine: string): Promise<Ticket> {
  demandPost(caller, 'administrator');
  return makeTicket(ports, machine);
}
