/** The agent as a library, for what drives many machines in one process: benchmarks and tests. The program is `main.ts`. */
export { type MachineCore, type MachineParts, startMachineCore } from './core/machine.ts';
export { type Clock, type PageVerdict, type Sheet, type SheetCheck, systemClock } from './core/ports.ts';
export { sourceCamera } from './drivers/camera/driver.ts';
export type { Camera, FingerprintReader, SleeveLock } from './drivers/port.ts';
export { enrol } from './gateway/enrol.ts';
export { gatewayFiles } from './gateway/files.ts';
export { type Gateway, startGateway } from './gateway/gateway.ts';
export { gatewayHttp } from './gateway/https.ts';
export { type Identity, loadIdentity, readTicket } from './gateway/identity.ts';
export { type JournalFile, openJournalFile } from './journal/file.ts';
export { folderStore, type Store } from './journal/store.ts';
