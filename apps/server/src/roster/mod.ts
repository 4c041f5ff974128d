export { foundTown } from './found-town.ts';
export { logKeys, publishedLogKeys, serverKey } from './own-keys.ts';
export { proposeChange, type SampleOfficers, signAsSample } from './propose-change.ts';
export { listKeys, type Proposer, proposeOwnKey, proposeRevocation } from './propose-keys.ts';
export { demandOwnKeys, replaceLostKeys } from './replace-lost-keys.ts';
export { openRosterBook } from './roster-book.ts';
export { listPending, showChain } from './show-roster.ts';
export { signChange } from './sign-change.ts';
export { underRoster } from './under-roster.ts';
