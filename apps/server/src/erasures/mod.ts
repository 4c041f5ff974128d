export { answerErasure } from './answer-erasure.ts';
export { askErasure, askErasureOfPerson } from './ask-erasure.ts';
export { type ErasureView, findApplicant, listErasures, viewErasure } from './list-erasures.ts';
export { openSweep, sweepExpired } from './sweep-expired.ts';
