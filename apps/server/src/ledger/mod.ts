export { openCheckpointBook } from './checkpoint-book.ts';
export { type MadeReceipt, makeReceipt } from './make-receipt.ts';
export { openProofDesk, type ProofDesk } from './proof-desk.ts';
export { publishedPolicy } from './published-policy.ts';
export { openSequencer } from './sequencer.ts';
export { type RecordView, showRecord } from './show-record.ts';
export { tileReader } from './tile-reader.ts';
