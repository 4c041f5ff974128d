export type * from './model/call.ts';
export type * from './model/county.ts';
export type * from './model/notices.ts';
export type * from './model/plan.ts';
export type * from './model/travel.ts';
export type * from './model/units.ts';
export type * from './model/words.ts';
export { type CountyTravel, makeTravel, type Way } from './roads/make-travel.ts';
export type * from './rota/problem.ts';
