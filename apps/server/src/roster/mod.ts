export { foundTown } from './found-town.ts';
export { type NewChange, proposeChange, type SampleOfficers } from './propose-change.ts';
export { openRosterBook } from './roster-book.ts';
export { signChange } from './sign-change.ts';
