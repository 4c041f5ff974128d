export { commandMachine, revokeAuthorisation } from './command-machine.ts';
export { enrolMachine } from './enrol-machine.ts';
export { fetchPage, storePhoto } from './exchange-files.ts';
export { hearMachine } from './hear-machine.ts';
export { listMachines } from './list-machines.ts';
export { openMachineCourier } from './machine-courier.ts';
export { isKeyOfMachine } from './machine-key.ts';
export { makeTicket, type Ticket } from './make-ticket.ts';
export { orderTicket } from './order-ticket.ts';
