export type * from './encoding.ts';
export type * from './keys.ts';
export type * from './decision.ts';
export type * from './roster.ts';
export type * from './journal.ts';
export type * from './entry.ts';
export type * from './receipt.ts';
