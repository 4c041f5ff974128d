export { batches } from './batches.ts';
export { type Round, rounds } from './rounds.ts';
