export { type Batches, batches } from './batches.ts';
export { type Round, rounds } from './rounds.ts';
