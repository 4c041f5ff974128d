export { makeReceipt } from './make-receipt.ts';
export { openProofDesk, type ProofDesk } from './proof-desk.ts';
export { openSequencer } from './sequencer.ts';
export { type RecordView, showRecord } from './show-record.ts';
