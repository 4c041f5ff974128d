export { type Round, rounds } from './rounds.ts';
