export { answerCommand } from './answer-command.ts';
export { commandMachine, revokeAuthorisation } from './command-machine.ts';
export { enrolMachine } from './enrol-machine.ts';
export { fetchPage, storePhoto } from './exchange-files.ts';
export { openMachineCourier } from './machine-courier.ts';
export { makeTicket, type Ticket } from './make-ticket.ts';
export { notePresence } from './note-presence.ts';
export { receiveRecords } from './receive-records.ts';
