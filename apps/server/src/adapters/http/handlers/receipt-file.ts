import type { MadeReceipt } from '../../../ledger/mod.ts';
import type { FileReply } from '../handlers.ts';

/** A receipt to save; the header says whether to come again for one with its witnesses. */
export const toReceiptFile = (request: string, { text, isAwaitingWitnesses }: MadeReceipt): FileReply => ({
  body: text,
  saveAs: `receipt-${request}.json`,
  headers: { 'yinzheng-receipt': isAwaitingWitnesses ? 'awaiting-witnesses' : 'complete' },
});
