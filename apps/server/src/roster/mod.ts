export { foundTown } from './found-town.ts';
export { proposeChange, type SampleOfficers, signAsSample } from './propose-change.ts';
export { openRosterBook } from './roster-book.ts';
export { listPending, showChain } from './show-roster.ts';
export { signChange } from './sign-change.ts';
